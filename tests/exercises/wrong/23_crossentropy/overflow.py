# exercise: 23-crossentropy
import numpy as np


def log_sum_exp(z):
    return np.log(np.exp(z).sum(axis=1))


def crossentropy(z, t):
    return np.mean(log_sum_exp(z) - (z * t).sum(axis=1))


# says: exp(4000) is inf
