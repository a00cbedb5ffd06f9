# exercise: 07-shared-layer
# %% [markdown]
# # One layer, called twice
#
# Are these two sentences about the same thing? Both go through the same encoder, so that they are measured with
# the same measure. A layer holds its weights: called twice, it uses the same ones twice.
#
#     left  (None, features) --> encoder --+
#                                          +-- join (None, 2 · units) -> Dense 1, sigmoid -> same (None, 1)
#     right (None, features) --> encoder --+
#
#     encoder: one Dense layer with `units` units and relu
#
# Predict for 50 features and 8 units: how many parameters has this model, and how many would it have with two encoders?

# %%
from nnlite import Input, Model, layers


def build(features=50, units=8):
    """The model of the drawing; its inputs are called `left` and `right`."""
    left, right = Input((features,), name="left"), Input((features,), name="right")
    encoder = layers.Dense(units, activation="relu")
    joined = layers.concatenate([encoder(left), encoder(right)])
    return Model([left, right], layers.Dense(1, activation="sigmoid", name="same")(joined))


# %%
if __name__ == "__main__":
    model = build()
    if model is not None:
        model.summary()
