# exercise: 47-batches
import numpy as np

def probabilities(x, w, b):
    scores = x @ w + b
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)

def gradients(x, y, w, b):
    error = (probabilities(x, w, b) - y) / len(x)
    return x.T @ error, error.sum(axis=0)

def train(x, y, w, b, rate, size):
    for start in range(0, len(x) - size + 1, size):
        dw, db = gradients(x[start:start + size], y[start:start + size], w, b)
        w, b = w - rate * dw, b - rate * db
    return w, b
# says: w after an epoch is about
