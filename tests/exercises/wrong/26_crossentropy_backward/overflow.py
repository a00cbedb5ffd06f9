# exercise: 26-crossentropy-backward
import numpy as np


def crossentropy_backward(z, t):
    e = np.exp(z)
    return (e / e.sum(axis=1, keepdims=True) - t) / len(z)


# says: What may you take away from each row before exp
