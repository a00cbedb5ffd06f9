# exercise: 47-batches
import numpy as np

def probabilities(x, w, b):
    scores = x @ w + b
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)

def gradients(x, y, w, b):
    dw, db = np.zeros_like(w), np.zeros_like(b)
    for n in range(len(x)):
        p = probabilities(x[n:n + 1], w, b)[0]
        dw += np.outer(x[n], p - y[n]) / len(x)
        db += (p - y[n]) / len(x)
    return dw, db

def train(x, y, w, b, rate, size):
    for start in range(0, len(x), size):
        dw, db = gradients(x[start:start + size], y[start:start + size], w, b)
        w, b = w - rate * dw, b - rate * db
    return w, b
# says: at least 3 times faster than slow_train
