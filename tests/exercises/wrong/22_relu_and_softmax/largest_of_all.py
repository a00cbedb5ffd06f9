# exercise: 22-relu-and-softmax
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum(axis=1, keepdims=True)


# says: Do you take away the largest number of all
