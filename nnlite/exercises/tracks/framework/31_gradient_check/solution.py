# exercise: 31-gradient-check
# %% [markdown]
# # Is the gradient right? Try it
#
# A wrong gradient raises no error: the model just learns badly, and nobody knows why. So everyone who writes a
# `backward` tries it. Move one number of x a little up and a little down, and look how much f changes:
#
#     gradient[i] ≈ (f(x with x[i] + epsilon) - f(x with x[i] - epsilon)) / (2 · epsilon)
#
# That is a *central* difference. The one-sided one, `(f(x + epsilon) - f(x)) / epsilon`, is off by about epsilon
# times the curve of f; the central one by epsilon² only.
#
# | name                                 | what it is                                                          |
# | ------------------------------------ | ------------------------------------------------------------------- |
# | f                                    | a function that takes an array like x and gives one number          |
# | x                                    | an array of any shape; it can hold whole numbers                    |
# | numerical_gradient(f, x, epsilon)    | an array of the shape of x: the gradient by trying                  |
# | relative_error(a, n)                 | `‖a - n‖ / (‖a‖ + ‖n‖)`, and 0 if both are 0; a, n of any one shape |
#
# ‖a‖ is the root of the sum of all squares. A relative error is between 0 and 1, whether the gradients are huge or
# tiny: under 1e-6 the gradient is right, over 1e-2 it is not. x is afterwards what it was before.
#
# Predict: for f(x) = x², at x = 3 and with epsilon = 1, what do the one-sided and the central difference give? The true
# gradient is 6.
#
# Use NumPy only. `example` is there to try things with; the checks use it too, so leave it as it is.

# %%
import numpy as np


def example(a, b):
    """A function f with f(x) = Σ a · sin(x) + (Σ b · x)², whose gradient is a · cos(x) + 2 · b · Σ b · x."""
    def f(x):
        return float(np.sum(a * np.sin(x)) + np.sum(b * x) ** 2)
    return f


def numerical_gradient(f, x, epsilon=1e-5):
    """The gradient of f at x by central differences, an array of x's shape."""
    x = np.array(x, dtype=float)    # a copy, which can hold fractions
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        before = x[place]
        x[place] = before + epsilon
        above = f(x)
        x[place] = before - epsilon
        below = f(x)
        x[place] = before
        gradient[place] = (above - below) / (2 * epsilon)
    return gradient


def relative_error(a, n):
    """‖a - n‖ / (‖a‖ + ‖n‖): one number, 0 if both are 0."""
    a, n = np.ravel(a), np.ravel(n)
    size = np.linalg.norm(a) + np.linalg.norm(n)
    return np.linalg.norm(a - n) / size if size > 0 else 0.0


# %%
if __name__ == "__main__":
    a, b, x = np.array([1.0, -2.0]), np.array([0.5, 3.0]), np.array([0.3, 0.7])
    right = a * np.cos(x) + 2 * b * np.sum(b * x)
    forgotten = a * np.cos(x) + b * np.sum(b * x)
    tried = numerical_gradient(example(a, b), x)
    if tried is not None:
        print("right:   ", relative_error(right, tried))
        print("a 2 lost:", relative_error(forgotten, tried))
