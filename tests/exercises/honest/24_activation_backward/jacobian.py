# exercise: 24-activation-backward
import numpy as np


def relu_backward(dy, x):
    return np.where(x > 0, dy, 0.0)


def softmax_backward(dy, p):
    batch, classes = p.shape
    jacobians = np.einsum("nk,kj->nkj", p, np.eye(classes)) - np.einsum("nk,nj->nkj", p, p)
    return np.einsum("nk,nkj->nj", dy, jacobians)
