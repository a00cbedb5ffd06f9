# exercise: 21-dense-forward
"""Returns an array of 800 MB, and text without end."""
import numpy as np


def dense(x, w, b):
    return np.zeros((len(x), 25_000_000)) if len(x) else 'x' * 10**8
