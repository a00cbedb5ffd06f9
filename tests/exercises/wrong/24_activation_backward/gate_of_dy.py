# exercise: 24-activation-backward
import numpy as np


def relu_backward(dy, x):
    return np.maximum(dy, 0)


def softmax_backward(dy, p):
    return p * (dy - (dy * p).sum(axis=1, keepdims=True))


# says: Which array decides whether the gate is open
