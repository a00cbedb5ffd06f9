# exercise: 31-gradient-check
import numpy as np


def example(a, b):
    def f(x):
        return float(np.sum(a * np.sin(x)) + np.sum(b * x) ** 2)
    return f


def numerical_gradient(f, x, epsilon=1e-5):
    gradient = np.zeros(x.shape)
    if x.dtype.kind == "i":
        x = x.astype(float)
    for place in np.ndindex(x.shape):
        old = x.copy()
        x[place] += epsilon
        above = f(x)
        x[place] -= 2 * epsilon
        below = f(x)
        x = old     # the name, not the array
        gradient[place] = (above - below) / (2 * epsilon)
    return gradient


def relative_error(a, n):
    size = np.linalg.norm(a) + np.linalg.norm(n)
    return np.linalg.norm(a - n) / size if size > 0 else 0.0


# says: do you work on a copy?
