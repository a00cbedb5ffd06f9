# exercise: 23-crossentropy
import numpy as np


def log_sum_exp(z):
    m = z.max(axis=1, keepdims=True)
    return m[:, 0] + np.log(np.exp(z - m).sum(axis=1))


def crossentropy(z, t):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.sum(t * np.log(p + 1e-12), axis=1))


# says: Is there still a log of a probability somewhere?
