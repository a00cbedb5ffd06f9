# exercise: 22-relu-and-softmax
import numpy as np


def relu(x):
    return np.where(x > 0, x, 0)


def softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)


# says: How large is exp(1000)?
