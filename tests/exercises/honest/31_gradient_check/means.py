# exercise: 31-gradient-check
# The mean of the slopes to the right and to the left is the central difference.
import numpy as np


def example(a, b):
    def f(x):
        return float(np.sum(a * np.sin(x)) + np.sum(b * x) ** 2)
    return f


def slope(f, x, place, step):
    moved = x.astype(np.float64)
    moved[place] += step
    return (f(moved) - f(x)) / step


def numerical_gradient(f, x, epsilon=1e-5):
    gradient = np.empty(x.shape, dtype=np.float32)
    for place, _ in np.ndenumerate(x):
        gradient[place] = (slope(f, x, place, epsilon) + slope(f, x, place, -epsilon)) / 2
    return gradient


def relative_error(a, n):
    with np.errstate(invalid="ignore"):
        e = np.linalg.norm((a - n).reshape(-1)) / (np.linalg.norm(a.reshape(-1)) + np.linalg.norm(n.reshape(-1)))
    return np.nan_to_num(e)


if __name__ == "__main__":
    print(numerical_gradient(example(1, 1), np.zeros(3)))
