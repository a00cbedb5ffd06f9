# exercise: 22-relu-and-softmax
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()


# says: Over which axis do you sum?
