# exercise: 21-dense-forward
# The bias is a weight of an input that is always 1.
import numpy as np


def dense(x, w, b):
    x1 = np.hstack([x, np.ones((x.shape[0], 1))])
    w1 = np.vstack([w, b])
    return np.dot(x1, w1)
