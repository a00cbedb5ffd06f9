# exercise: 25-dense-backward
# %% [markdown]
# # A dense layer, backwards
#
# Forwards: `y = x · w + b`. Backwards the layer gets `dy`, how much the loss grows with each number in y, and answers
# for the three things that made y. A weight learns from dw, a bias from db; dx goes on to the layer before.
#
# | name | shape           |      | shape           |
# | ---- | --------------- | ---- | --------------- |
# | x    | (batch, inputs) | dx   | (batch, inputs) |
# | w    | (inputs, units) | dw   | (inputs, units) |
# | b    | (units,)        | db   | (units,)        |
# | y    | (batch, units)  | dy   | (batch, units)  |
#
# Follow one weight: w[i, j] is used once for each sample n, times x[n, i], and goes into y[n, j]. So `dw[i, j] = Σₙ
# x[n, i] · dy[n, j]`. Do the same for x[n, i] (which y does it go into?) and for b[j] (how often is it used?).
#
# dy already knows about the mean over the batch, if there is one: here you only add up. Before you write a line: which
# product of x, w and dy can have the shape of dw at all?
#
# Use NumPy only, and leave the arguments as they are.

# %%
import numpy as np


def dense_backward(dy, x, w):
    """The gradients dx, dw and db, in this order."""
    # TODO: two matrix products, and a sum
    return


# %%
if __name__ == "__main__":
    result = dense_backward(np.ones((2, 4)), np.ones((2, 3)), np.ones((3, 4)))
    if result is not None:
        for name, gradient in zip(("dx", "dw", "db"), result, strict=True):
            print(name, gradient.shape)
