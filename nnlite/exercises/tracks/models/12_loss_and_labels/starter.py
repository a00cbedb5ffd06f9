# exercise: 12-loss-and-labels
# %% [markdown]
# # The loss and the labels
#
# The last activation, the loss and the form of the labels are one decision. Four models below have taken it in three
# places that do not agree: each has one or two mistakes. Some raise an error; some train happily and learn nothing.
#
# | model   | a label is                         | one label          | shape of the labels | shape of the answer |
# | ------- | ---------------------------------- | ------------------ | ------------------- | ------------------- |
# | digits  | the number of one of 10 classes    | `7`                | (n,)                | (n, 10)             |
# | species | a 1 at one of 3 classes            | `[0, 1, 0]`        | (n, 3)              | (n, 3)              |
# | spam    | yes or no                          | `[1]`              | (n, 1)              | (n, 1)              |
# | tags    | a 1 at each of 6 tags that fits    | `[1, 0, 1, 1, 0, 0]` | (n, 6)            | (n, 6)              |
#
# Repair them: all answers are probabilities, the shapes of the answers stay, and every loss is a crossentropy.
#
# Predict: what is the softmax of a single number, for any number?

# %%
from nnlite import Input, Model, layers


def digits():
    """One of 10 classes; a label is the number of the class."""
    x = Input((64,))
    y = layers.Dense(10, activation="softmax")(x)
    model = Model(x, y)
    model.compile("rmsprop", loss="categorical_crossentropy")  # TODO: which form of labels does this loss expect?
    return model


def species():
    """One of 3 classes; a label is a row with a single 1."""
    x = Input((4,))
    y = layers.Dense(3, activation="softmax")(x)
    model = Model(x, y)
    model.compile("rmsprop", loss="sparse_categorical_crossentropy")  # TODO: and this one?
    return model


def spam():
    """Yes or no; a label is 1 or 0."""
    x = Input((20,))
    y = layers.Dense(1, activation="softmax")(x)  # TODO: print some answers; what do you see?
    model = Model(x, y)
    model.compile("rmsprop", loss="binary_crossentropy")
    return model


def tags():
    """Each of 6 tags fits or does not, whatever the others do."""
    x = Input((30,))
    y = layers.Dense(6, activation="softmax")(x)  # TODO: can three tags all have a probability of 0.9?
    model = Model(x, y)
    model.compile("rmsprop", loss="categorical_crossentropy")  # TODO: how many yes-or-no questions is a label?
    return model


# %%
if __name__ == "__main__":
    import numpy as np

    rng = np.random.default_rng(0)
    labels = {digits: rng.integers(0, 10, 8), species: np.eye(3)[rng.integers(0, 3, 8)],
              spam: rng.integers(0, 2, (8, 1)), tags: rng.integers(0, 2, (8, 6))}
    for build, wanted in labels.items():
        model = build()
        try:
            print(build.__name__, model.evaluate(rng.normal(size=(8, model.input_shape[1])), wanted, verbose=0))
        except ValueError as error:
            print(build.__name__, "raises", error)
