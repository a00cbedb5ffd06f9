# exercise: 41-loops-to-numpy
import numpy as np

def distances(a, b):
    return ((a[:, None] - b[None]) ** 2).sum(axis=2)
# says: distances(a, b) is about
