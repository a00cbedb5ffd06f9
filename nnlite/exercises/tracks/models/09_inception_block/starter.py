# exercise: 09-inception-block
# %% [markdown]
# # An Inception block
#
# How deep should a block be: one layer, two, three? An Inception block does not decide. It computes all of them beside
# each other from the same input, joins what they give, and lets training find out which one helps.
#
#              +--> Dense 8 ---------------------------+
#              |                                       |
#     x -------+--> Dense 4 --> Dense 6 ---------------+-- join (None, 19)
#              |                                       |
#              +--> Dense 3 --> Dense 7 --> Dense 5 ---+
#
# The drawing is `build(10, [[8], [4, 6], [3, 7, 5]])`: 10 features, and for each branch the units of its Dense layers.
# All of them have relu; the branches are joined in their order.
#
# Predict: how wide is the result, and which numbers of the lists does that depend on?

# %%
from nnlite import Input, Model, layers


def build(features=10, branches=((8,), (4, 6), (3, 7, 5))):
    """A model of one block: each branch begins at the input and has one Dense layer for each of its numbers."""
    # TODO: an Input, a loop over the branches, a loop over the units of a branch, and the place where they meet
    return None


# %%
if __name__ == "__main__":
    model = build()
    if model is not None:
        model.summary()
