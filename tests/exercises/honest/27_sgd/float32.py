# exercise: 27-sgd
import numpy as np


def sgd(values, gradients, learning_rate):
    """Plain is momentum 0."""
    zeros = [np.zeros_like(v) for v in values]
    return sgd_momentum(values, gradients, zeros, learning_rate, 0)[0]


def sgd_momentum(values, gradients, velocities, learning_rate, momentum):
    new = []
    for w, g, v in zip(values, gradients, velocities, strict=True):
        v = np.float32(momentum) * v.astype("float32") - np.float32(learning_rate) * g.astype("float32")
        new.append((w.astype("float32") + v, v))
    return [w for w, _ in new], [v for _, v in new]


if __name__ == "__main__":
    print(sgd([np.ones(2)], [np.ones(2)], 0.1))
