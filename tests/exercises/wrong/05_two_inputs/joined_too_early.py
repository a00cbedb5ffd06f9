# exercise: 05-two-inputs
# %%
from nnlite import Input, Model, layers


def build():
    """The model of the drawing above; its inputs are called `picture` and `facts`, in this order."""
    picture, facts = Input((64,), name="picture"), Input((6,), name="facts")
    left = layers.Dense(16, activation="relu")(picture)
    right = layers.Dense(8, activation="relu")(layers.concatenate([facts, left]))
    answer = layers.Dense(1, activation="sigmoid")(layers.concatenate([left, right]))
    return Model([picture, facts], answer)


# %%
if __name__ == "__main__":
    model = build()
    if model is not None:
        model.summary()

# says: Which layer has too many or too few?
