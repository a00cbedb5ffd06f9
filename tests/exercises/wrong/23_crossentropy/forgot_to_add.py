# exercise: 23-crossentropy
import numpy as np


def log_sum_exp(z):
    m = z.max(axis=1, keepdims=True)
    return np.log(np.exp(z - m).sum(axis=1))


def crossentropy(z, t):
    return np.mean(log_sum_exp(z) - (z * t).sum(axis=1))


# says: Did you add again what you took away?
