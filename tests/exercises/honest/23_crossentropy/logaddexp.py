# exercise: 23-crossentropy
import numpy as np


def log_sum_exp(z):
    return np.logaddexp.reduce(z, axis=1)


def crossentropy(z, t):
    right = np.argmax(t, axis=1)
    return float(np.mean(np.logaddexp.reduce(z, axis=-1) - z[np.arange(len(z)), right]))
