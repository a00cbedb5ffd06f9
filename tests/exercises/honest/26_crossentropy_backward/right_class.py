# exercise: 26-crossentropy-backward
import numpy as np


def softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def crossentropy_backward(z, t):
    g = softmax(z)
    g[np.arange(len(z)), t.argmax(axis=1)] -= 1
    g /= z.shape[0]
    return g
