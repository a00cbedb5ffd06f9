# exercise: 47-batches
import numpy as np

def probabilities(x, w, b):
    z = np.einsum("ni,ic->nc", x, w) + b
    z -= z.max(axis=-1)[:, None]
    return np.exp(z) / np.exp(z).sum(axis=-1)[:, None]

def gradients(x, y, w, b):
    e = probabilities(x, w, b) - y
    return np.einsum("ni,nc->ic", x, e) / x.shape[0], np.mean(e, axis=0)

def train(x, y, w, b, rate, size):
    w, b = w.copy(), b.copy()
    done = 0
    while done < len(x):
        dw, db = gradients(x[done:done + size], y[done:done + size], w, b)
        w -= rate * dw
        b -= rate * db
        done += size
    return [w, b]
