# exercise: 41-loops-to-numpy
import numpy as np

def distances(a, b):
    table = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            table[i, j] = np.sqrt(np.sum((a[i] - b[j]) ** 2))
    return table
# says: at least 3 times faster than three loops
