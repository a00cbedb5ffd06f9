# exercise: 13-models-as-layers
# %%
from nnlite import Input, Model, layers


def make_encoder(features=40, size=6):
    """The encoder of the drawing, a model."""
    x = Input((features,))
    h = layers.Dense(2 * size, activation="relu")(x)
    return Model(x, layers.Dense(size, activation="relu")(h), name="encoder")


def make_classifier(encoder, classes=4):
    """A model that calls `encoder`; `encoder.input_shape` is (None, features)."""
    x = Input(encoder.input_shape[1:])
    y = layers.Dense(classes, activation="softmax")(encoder(x))
    return Model(x, y)


def make_comparer(encoder):
    """A model with the inputs `left` and `right` that calls `encoder` on both."""
    left, right = (Input(encoder.input_shape[1:], name=name) for name in ("left", "right"))
    joined = layers.concatenate([encoder(left), encoder(right)])
    return Model([left, right], layers.Dense(1, activation="sigmoid")(joined))


# %%
if __name__ == "__main__":
    encoder = make_encoder()
    if encoder is not None:
        for model in (encoder, make_classifier(encoder), make_comparer(encoder)):
            if model is not None:
                model.summary()

# says: Has it one?
