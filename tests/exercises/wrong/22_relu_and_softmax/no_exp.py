# exercise: 22-relu-and-softmax
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def softmax(z):
    z = z - z.min(axis=1, keepdims=True) + 1
    return z / z.sum(axis=1, keepdims=True)


# says: Is it exp of the logit
