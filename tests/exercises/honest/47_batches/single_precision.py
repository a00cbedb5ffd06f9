# exercise: 47-batches
import math
import numpy as np

def softmax(z):
    z = np.exp(z - z.max(1, keepdims=True))
    return z / z.sum(1, keepdims=True)

def probabilities(x, w, b):
    return softmax((x @ w + b).astype("float32"))

def gradients(inputs, targets, weights, biases):
    errors = probabilities(inputs, weights, biases) - targets
    dw = np.zeros(weights.shape, "float32")
    for column in range(errors.shape[1]):      # classes are few
        dw[:, column] = (inputs * errors[:, column:column + 1]).mean(axis=0)
    return dw, errors.mean(0)

def train(x, y, w, b, rate, size):
    for k in range(math.ceil(len(x) / size)):
        batch = slice(k * size, (k + 1) * size)
        dw, db = gradients(x[batch], y[batch], w, b)
        w = w - rate * dw
        b = b - rate * db
    return (w, b)
