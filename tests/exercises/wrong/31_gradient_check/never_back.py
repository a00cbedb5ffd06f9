# exercise: 31-gradient-check
import numpy as np


def example(a, b):
    def f(x):
        return float(np.sum(a * np.sin(x)) + np.sum(b * x) ** 2)
    return f


def numerical_gradient(f, x, epsilon=1e-5):
    x = x * 1.0
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        x[place] += epsilon
        above = f(x)
        x[place] -= 2 * epsilon
        gradient[place] = (above - f(x)) / (2 * epsilon)
    return gradient


def relative_error(a, n):
    size = np.linalg.norm(a) + np.linalg.norm(n)
    return np.linalg.norm(a - n) / size if size > 0 else 0.0


# says: Is each put back before the next one moves?
