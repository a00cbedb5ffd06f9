# exercise: 23-crossentropy
import math

import numpy as np


def one_row(row):
    m = max(row)
    return m + math.log(sum(math.exp(v - m) for v in row))


def log_sum_exp(z):
    print("rows:", len(z))
    return np.array([one_row(list(row)) for row in z])


def crossentropy(z, t):
    total = 0.0
    for row, right in zip(z, t, strict=True):
        for logit, is_right in zip(row, right, strict=True):
            if is_right == 1:
                total += one_row(row) - logit
    return total / len(z)


if __name__ == "__main__":
    print(crossentropy(np.zeros((1, 2)), np.eye(2)[:1]))
