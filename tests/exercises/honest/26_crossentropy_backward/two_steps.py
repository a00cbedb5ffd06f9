# exercise: 26-crossentropy-backward
# First crossentropy backwards, then softmax; a tiny number guards 1 / p, and p · (1 / p) is handled as one.
import numpy as np


def crossentropy_backward(logits, labels):
    print("two steps")
    p = np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))
    weighted = -labels / len(labels)
    return weighted - p * weighted.sum(axis=1, keepdims=True)
