# exercise: 41-loops-to-numpy
import numpy as np
import warnings

def distances(a, b):
    warnings.warn("float32 is enough here")
    a32, b32 = np.float32(a), np.float32(b)
    out = np.zeros((len(a), len(b)), dtype=np.float32)
    for k in range(a.shape[1]):     # a loop over coordinates, not over points
        out += np.subtract.outer(a32[:, k], b32[:, k]) ** 2
    return np.sqrt(out)
