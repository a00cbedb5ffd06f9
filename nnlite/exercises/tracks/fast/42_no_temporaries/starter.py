# exercise: 42-no-temporaries
# %% [markdown]
# # No new arrays
#
# `w = w - rate * g` looks harmless. NumPy makes one array for `rate * g`, another one for the difference, and then
# throws the old w away. In a training loop with a million weights that is 16 MB in every step, and other names that
# stood for the old w do not see the change at all: a layer keeps its old weights.
#
#     w = w - rate * g                 w ---> old array       new array <--- w, only inside the function
#
#     np.multiply(g, rate, out=room)   room ---> the same array, filled with rate * g
#     w -= room                        w ------> the same array, with other numbers in it
#
# Every function of NumPy that works number by number has `out=`: where to write. `+=`, `-=`, `*=` and `w[...] =` write
# into the array on their left too. The functions below get arrays of any shape.
#
# What does `a = np.ones(3); b = a; a = a + 1; print(b)` print? And with `a += 1`? Guess first, then try.

# %%
import numpy as np


def relu(x, out):
    """Write max(x, 0) into the array `out`, leave x as it is, and return `out` itself."""
    # TODO: one call of np.maximum that knows where to write
    return None


def step(w, g, rate, room):
    """A step of gradient descent inside w: w becomes w - rate * g.

    `room` is an array of the same shape; afterwards it holds rate * g. g stays as it is. Nothing is returned.
    """
    # TODO: rate * g into room, then change w
    return None


def momentum(w, v, g, rate, keep, room):
    """A step with momentum inside v and w: first v becomes keep * v - rate * g, then w becomes w + v.

    `room` is an array for what comes in between. g stays as it is. Nothing is returned.
    """
    # TODO: four lines, and none of them makes a new array
    return None


# %%
if __name__ == "__main__":
    w, g, room = np.ones(3), np.array([1.0, 2.0, 3.0]), np.zeros(3)
    same = w
    step(w, g, 0.1, room)
    print("w:", w, "the other name for it:", same)
