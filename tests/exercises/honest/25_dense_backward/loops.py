# exercise: 25-dense-backward
import numpy as np


def dense_backward(dy, x, w):
    batch, inputs = x.shape
    units = w.shape[1]
    dx, dw, db = np.zeros((batch, inputs)), np.zeros((inputs, units)), np.zeros(units)
    for n in range(batch):
        for j in range(units):
            db[j] += dy[n, j]
            for i in range(inputs):
                dx[n, i] += dy[n, j] * w[i, j]
                dw[i, j] += dy[n, j] * x[n, i]
    return dx, dw, db


if __name__ == "__main__":
    print(dense_backward(np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1))))
