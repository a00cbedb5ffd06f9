# exercise: 41-loops-to-numpy
import numpy as np

def distances(a, b):
    squares = (a ** 2).sum(1)[:, None] + (b ** 2).sum(1)[None] - 2 * a @ b.T
    return np.sqrt(squares)
# says: distances of 0 from every point to itself
