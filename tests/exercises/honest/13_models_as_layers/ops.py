# exercise: 13-models-as-layers
from nnlite import Input, Model, layers, ops


def make_encoder(features=40, size=6):
    x = Input((features,), name="anything")
    h = ops.relu(layers.Dense(2 * size)(x))
    model = Model(inputs=[x], outputs=[layers.Dense(size, activation="linear")(h)], name="encoder")
    model.compile("rmsprop", "mse")
    return model


def make_classifier(encoder, classes=4):
    x = Input((encoder.input.shape[1],))
    return Model(x, ops.softmax(layers.Dense(classes)(encoder(x))), name="classifier")


def make_comparer(encoder):
    left, right = [Input((encoder.input.shape[1],), name=n) for n in ["left", "right"]]
    return Model([left, right], ops.sigmoid(layers.Dense(1)(ops.concatenate([encoder(left), encoder(right)], axis=-1))))


if __name__ == "__main__":
    make_comparer(make_encoder()).summary()
