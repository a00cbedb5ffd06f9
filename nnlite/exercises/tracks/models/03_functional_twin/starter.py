# exercise: 03-functional-twin
# %% [markdown]
# # The functional twin
#
# A Sequential model is a list of layers. In a functional model you call each layer on a tensor yourself, and say at the
# end where the model begins and where it ends. For a plain stack the two are the same model; only the second way can
# branch and join, which all models after this one do.
#
# | layer         | output shape  | parameters for 32 units |
# | ------------- | ------------- | ----------------------- |
# | Input         | (None, 64)    | 0                       |
# | Dense, relu   | (None, units) | 2080                    |
# | Dense, relu   | (None, units) | 1056                    |
# | Dense, softmax| (None, 10)    | 330                     |
#
# Predict: which row does the table of the functional model have that the Sequential one does not show?

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
    # TODO: one Input, three layers called on tensors, one Model
    return None


# %%
if __name__ == "__main__":
    for model in (sequential(), functional()):
        if model is not None:
            model.summary()
