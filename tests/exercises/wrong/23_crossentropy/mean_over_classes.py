# exercise: 23-crossentropy
import numpy as np


def log_sum_exp(z):
    m = z.max(axis=1, keepdims=True)
    return m + np.log(np.exp(z - m).sum(axis=1, keepdims=True))


def crossentropy(z, t):
    return np.mean(t * (log_sum_exp(z) - z))


# says: Is an axis of 1 left?
