# exercise: 47-batches
import numpy as np
np.seterr(all="warn")

def probabilities(x, w, b):
    scores = np.dot(x, w) + b
    shifted = scores - np.max(scores, 1, keepdims=True)
    return np.exp(shifted - np.log(np.sum(np.exp(shifted), 1, keepdims=True)))

def gradients(x, y, w, b):
    """One product for both: the bias is a weight of an input that is always 1."""
    n = len(x)
    with_one = np.hstack([x, np.ones((n, 1))])
    both = with_one.T.dot(probabilities(x, w, b) - y) / n
    return both[:-1], both[-1]

def train(x, y, w, b, rate, size):
    cuts = range(size, len(x), size)
    for part_x, part_y in zip(np.split(x, cuts), np.split(y, cuts)):
        dw, db = gradients(part_x, part_y, w, b)
        w, b = w - rate*dw, b - rate*db
    print("an epoch is over")
    return w, b
