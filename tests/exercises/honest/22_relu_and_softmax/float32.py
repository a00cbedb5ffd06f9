# exercise: 22-relu-and-softmax
import numpy as np


def relu(x):
    x = np.asarray(x, dtype=np.float32)
    return x * (x > 0)


def softmax(z):
    z = np.asarray(z, dtype=np.float32)
    z = z - np.amax(z, axis=1)[:, np.newaxis]
    with np.errstate(all="ignore"):
        powers = np.exp(z)
    print("sums:", powers.sum(axis=1))
    return powers / np.sum(powers, axis=1)[:, np.newaxis]
