# exercise: 41-loops-to-numpy
import numpy as np

def distances(a, b):
    return np.sqrt(((a[:, None] - b[None]) ** 2).sum(axis=1))
# says: has the shape
