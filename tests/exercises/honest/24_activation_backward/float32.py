# exercise: 24-activation-backward
import numpy as np


def relu_backward(dy, x):
    dx = np.array(dy, dtype=np.float32)
    dx[x <= 0] = 0
    return dx


def softmax_backward(dy, p):
    dy, p = np.float32(dy), np.float32(p)
    weighted = dy * p
    print("row sums", weighted.sum(-1))
    return weighted - p * np.sum(weighted, axis=-1)[..., None]
