# exercise: 28-rmsprop
import numpy as np


class RMSprop:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate, self.rho, self.epsilon, self.v = learning_rate, rho, epsilon, None

    def step(self, values, gradients):
        self.v = self.v or [np.zeros_like(value) for value in values]
        self.v = [(1 - self.rho) * v + self.rho * g ** 2 for v, g in zip(self.v, gradients, strict=True)]
        return [value - self.learning_rate * g / np.sqrt(v + self.epsilon)
                for value, g, v in zip(values, gradients, self.v, strict=True)]


# says: rho, or 1 - rho?
