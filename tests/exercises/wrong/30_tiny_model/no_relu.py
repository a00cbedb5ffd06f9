# exercise: 30-tiny-model
import numpy as np


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


class TinyModel:
    def __init__(self, parameters):
        self.parameters = list(parameters)

    def walk(self, x):
        values = [x]
        for k in range(0, len(self.parameters), 2):
            y = values[-1] @ self.parameters[k] + self.parameters[k + 1]
            values.append(y)
        return values

    def forward(self, x):
        return self.walk(x)[-1]

    def loss(self, x, t):
        return -np.mean(np.sum(t * log_softmax(self.forward(x)), axis=1))

    def backward(self, x, t):
        *inputs, z = self.walk(x)
        dy = (np.exp(log_softmax(z)) - t) / len(x)
        gradients = []
        for k in reversed(range(len(inputs))):
            gradients = [inputs[k].T @ dy, dy.sum(axis=0), *gradients]
            dy = dy @ self.parameters[2 * k].T * (inputs[k] > 0)
        return gradients

    def train_step(self, x, t, learning_rate):
        before = self.loss(x, t)
        self.parameters = [p - learning_rate * g for p, g in zip(self.parameters, self.backward(x, t), strict=True)]
        return before


# says: Where is relu?
