# exercise: 09-inception-block
# %%
from nnlite import Input, Model, layers


def build(features=10, branches=((8,), (4, 6), (3, 7, 5))):
    """A model of one block: each branch begins at the input and has one Dense layer for each of its numbers."""
    x = Input((features,))
    ends = []
    for widths in branches:
        h = x
        for units in widths:
            h = layers.Dense(units, activation="relu")(h)
            ends.append(h)
    return Model(x, layers.concatenate(ends))


# %%
if __name__ == "__main__":
    model = build()
    if model is not None:
        model.summary()

# says: Does every layer go into the join
