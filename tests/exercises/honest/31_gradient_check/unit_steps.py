# exercise: 31-gradient-check
import numpy as np


def example(a, b):
    def f(x):
        return float(np.sum(a * np.sin(x)) + np.sum(b * x) ** 2)
    return f


def numerical_gradient(f, x, epsilon=1e-5):
    unit = np.eye(x.size).reshape((x.size, *x.shape)) * epsilon
    slopes = [(f(x + step) - f(x - step)) / 2 / epsilon for step in unit]
    return np.array(slopes).reshape(x.shape)


def relative_error(a, n):
    below = np.sqrt((a ** 2).sum()) + np.sqrt((n ** 2).sum())
    if below == 0:
        return 0
    return np.sqrt(((a - n) ** 2).sum()) / below
