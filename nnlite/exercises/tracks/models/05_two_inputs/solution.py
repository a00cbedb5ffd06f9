# exercise: 05-two-inputs
# %% [markdown]
# # Two inputs, one output
#
# A clinic has two things about each patient: 64 numbers from a picture, and 6 facts such as age and weight. The answer
# is one number between 0 and 1. A list of layers has one beginning only; a functional model can have several.
#
#     picture (None, 64) -> Dense 16, relu --+
#                                            +-- join (None, 24) -> Dense 1, sigmoid -> answer (None, 1)
#     facts   (None, 6)  -> Dense 8, relu  --+
#
# How many parameters will it have? Count before you run: each Dense has inputs · units weights, and units biases.

# %%
from nnlite import Input, Model, layers


def build():
    """The model of the drawing above; its inputs are called `picture` and `facts`, in this order."""
    picture, facts = Input((64,), name="picture"), Input((6,), name="facts")
    left = layers.Dense(16, activation="relu")(picture)
    right = layers.Dense(8, activation="relu")(facts)
    answer = layers.Dense(1, activation="sigmoid")(layers.concatenate([left, right]))
    return Model([picture, facts], answer)


# %%
if __name__ == "__main__":
    model = build()
    if model is not None:
        model.summary()
