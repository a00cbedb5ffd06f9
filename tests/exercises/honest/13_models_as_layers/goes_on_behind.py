# exercise: 13-models-as-layers
# The classifier goes on where the encoder ends; nothing is called a second time there.
from nnlite import Input, Model, layers


def make_encoder(features=40, size=6):
    x = Input((features,))
    return Model(x, layers.Dense(size)(layers.ReLU()(layers.Dense(size * 2)(x))))


def make_classifier(encoder, classes=4):
    return Model(encoder.input, layers.Dense(classes, activation="softmax")(encoder.output))


def make_comparer(encoder):
    left = Input(encoder.input_shape[1:], name="left")
    right = Input(encoder.input_shape[1:], name="right")
    y = layers.Dense(1)(layers.concatenate([encoder(right), encoder(left)]))
    return Model({"left": left, "right": right}, layers.Activation("sigmoid")(y))
