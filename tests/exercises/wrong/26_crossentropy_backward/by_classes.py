# exercise: 26-crossentropy-backward
import numpy as np


def crossentropy_backward(z, t):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True) - t) / z.shape[1]


# says: Do you divide by the number of classes?
