# exercise: 22-relu-and-softmax
# log p = z - log Σ exp(z), and NumPy adds logarithms safely.
import numpy as np

relu = np.vectorize(lambda v: v if v > 0 else 0.0, otypes=[float])


def softmax(z):
    return np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))
