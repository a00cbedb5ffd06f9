# exercise: 10-sub-model
# %% [markdown]
# # Cut out the features
#
# A trained model holds more than its answer: the layers before it have learnt which features matter. Cut the model at
# one of them, and you have a feature extractor for another task. Nothing is copied: both models hold the same layers,
# and when one is trained on, the other follows.
#
#     given():    dots (None, 30) -> edges (None, 16) -> parts (None, 8) -> kind (None, 3)
#     cut(given(), "parts"):
#                 dots (None, 30) -> edges (None, 16) -> parts (None, 8)
#
# Predict: how many parameters does the second model have, of the 659 of the first?

# %%
from nnlite import Input, Model, layers


def given():
    """A model that somebody else has built. Leave it as it is."""
    dots = Input((30,), name="dots")
    edges = layers.Dense(16, activation="relu", name="edges")(dots)
    parts = layers.Dense(8, activation="tanh", name="parts")(edges)
    kind = layers.Dense(3, activation="softmax", name="kind")(parts)
    return Model(dots, kind)


def cut(model, name):
    """A model that takes what `model` takes and gives what its layer called `name` gives, with the same weights."""
    # TODO: find the layer, and make a Model that ends at it
    return None


# %%
if __name__ == "__main__":
    features = cut(given(), "parts")
    if features is not None:
        features.summary()
