# exercise: 03-functional-twin
# %%
from nnlite import Input, Model, Sequential, layers


def sequential(units=32):
    """The stack, as a list. Leave it as it is."""
    return Sequential([
        Input((64,)),
        layers.Dense(units, activation="relu"),
        layers.Dense(units, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])


def functional(units=32):
    """The same stack with Input, tensors and Model, and without Sequential."""
    x = Input((64,))
    y = sequential(units)(x)
    return Model(x, y)


# %%
if __name__ == "__main__":
    for model in (sequential(), functional()):
        if model is not None:
            model.summary()

# says: the layers themselves in the model
