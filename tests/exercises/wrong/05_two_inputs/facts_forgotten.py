# exercise: 05-two-inputs
# %%
from nnlite import Input, Model, layers


def build():
    """The model of the drawing above; its inputs are called `picture` and `facts`, in this order."""
    picture, facts = Input((64,), name="picture"), Input((6,), name="facts")
    left = layers.Dense(16, activation="relu")(picture)
    right = layers.Dense(8, activation="relu")(facts)
    answer = layers.Dense(1, activation="sigmoid")(left)
    return Model([picture, facts], answer)


# %%
if __name__ == "__main__":
    model = build()
    if model is not None:
        model.summary()

# says: no output depends on the input
