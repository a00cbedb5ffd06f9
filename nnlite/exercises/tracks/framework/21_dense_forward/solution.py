# exercise: 21-dense-forward
# %% [markdown]
# # A dense layer, forwards
#
# A dense layer turns every sample of a batch into `units` numbers: `y[n, j] = Σᵢ x[n, i] · w[i, j] + b[j]`.
#
# | name | shape             |
# | ---- | ----------------- |
# | x    | (batch, inputs)   |
# | w    | (inputs, units)   |
# | b    | (units,)          |
# | y    | (batch, units)    |
#
# Most of the work of most models is this one line. Before you write it: x is (2, 3) and w is (3, 4); which shape has y,
# and which number stands everywhere in it if x and w hold ones only and b zeros?
#
# Use NumPy only, and leave x, w and b as they are: return a new array.

# %%
import numpy as np


def dense(x, w, b):
    """y = x · w + b for a whole batch."""
    return x @ w + b


# %%
if __name__ == "__main__":
    print(dense(np.ones((2, 3)), np.ones((3, 4)), np.zeros(4)))
