# exercise: 22-relu-and-softmax
from math import exp

import numpy as np


def relu(x):
    y = np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        if x[place] > 0:
            y[place] = x[place]
    return y


def softmax(z):
    rows = []
    for row in z:
        top = max(row)
        powers = [exp(v - top) for v in row]
        rows.append([p / sum(powers) for p in powers])
    return np.array(rows)
