# exercise: 07-shared-layer
# %%
from nnlite import Input, Model, layers


def build(features=50, units=8):
    """The model of the drawing; its inputs are called `left` and `right`."""
    left, right = Input((features,), name="left"), Input((features,), name="right")
    encoder = layers.Dense(units)
    joined = layers.concatenate([encoder(left), encoder(right)])
    return Model([left, right], layers.Dense(1, activation="sigmoid", name="same")(joined))


# %%
if __name__ == "__main__":
    model = build()
    if model is not None:
        model.summary()

# says: Has the encoder its relu?
