# exercise: 31-gradient-check
import math

import numpy as np


def example(a, b):
    def f(x):
        return float(np.sum(a * np.sin(x)) + np.sum(b * x) ** 2)
    return f


def numerical_gradient(f, x, epsilon=1e-5):
    flat = [float(v) for v in x.flatten()]
    result = []
    for i in range(len(flat)):
        above = flat[:i] + [flat[i] + epsilon] + flat[i + 1:]
        below = flat[:i] + [flat[i] - epsilon] + flat[i + 1:]
        rise = f(np.array(above).reshape(x.shape)) - f(np.array(below).reshape(x.shape))
        result.append(rise / (epsilon + epsilon))
    print(len(result), "numbers tried")
    return np.array(result).reshape(x.shape)


def relative_error(a, n):
    difference = math.sqrt(sum((p - q) ** 2 for p, q in zip(a.flat, n.flat, strict=True)))
    size = math.hypot(*a.flat) + math.hypot(*n.flat)
    try:
        return difference / size
    except ZeroDivisionError:
        return 0.0
