# exercise: 22-relu-and-softmax
import numpy as np


def relu(x):
    return np.abs(x)


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


# says: What becomes of a negative number
