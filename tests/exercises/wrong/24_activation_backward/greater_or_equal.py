# exercise: 24-activation-backward
import numpy as np


def relu_backward(dy, x):
    return np.where(x >= 0, dy, 0)


def softmax_backward(dy, p):
    return p * (dy - (dy * p).sum(axis=1, keepdims=True))


# says: Do you ask for x > 0, or for x >= 0?
