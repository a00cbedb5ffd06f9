# exercise: 12-loss-and-labels
# %%
from nnlite import Input, Model, layers


def digits():
    """One of 10 classes; a label is the number of the class."""
    x = Input((64,))
    y = layers.Dense(10, activation="softmax")(x)
    model = Model(x, y)
    model.compile("rmsprop", loss="sparse_categorical_crossentropy")
    return model


def species():
    """One of 3 classes; a label is a row with a single 1."""
    x = Input((4,))
    y = layers.Dense(3, activation="softmax")(x)
    model = Model(x, y)
    model.compile("rmsprop", loss="categorical_crossentropy")
    return model


def spam():
    """Yes or no; a label is 1 or 0."""
    x = Input((20,))
    y = layers.Dense(1, activation="softmax")(x)
    model = Model(x, y)
    model.compile("rmsprop", loss="binary_crossentropy")
    return model


def tags():
    """Each of 6 tags fits or does not, whatever the others do."""
    x = Input((30,))
    y = layers.Dense(6, activation="sigmoid")(x)
    model = Model(x, y)
    model.compile("rmsprop", loss="binary_crossentropy")
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

# says: What comes out if the row is a single number?
