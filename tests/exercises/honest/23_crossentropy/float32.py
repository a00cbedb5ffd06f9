# exercise: 23-crossentropy
import numpy as np


def log_sum_exp(z):
    z = z.astype("float32")
    most = np.max(z, axis=1)
    return most + np.log(np.sum(np.exp(z - most[:, None]), axis=1))


def log_softmax(z):
    return z.astype("float32") - log_sum_exp(z)[:, None]


def crossentropy(z, t):
    return -np.einsum("nk,nk->", t.astype("float32"), log_softmax(z)) / np.float32(len(z))
