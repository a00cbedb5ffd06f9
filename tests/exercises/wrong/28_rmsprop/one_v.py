# exercise: 28-rmsprop
import numpy as np


class RMSprop:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate, self.rho, self.epsilon, self.v = learning_rate, rho, epsilon, 0.0

    def step(self, values, gradients):
        new = []
        for value, g in zip(values, gradients, strict=True):
            self.v = self.rho * self.v + (1 - self.rho) * np.mean(g ** 2)
            new.append(value - self.learning_rate * g / np.sqrt(self.v + self.epsilon))
        return new


# says: what is the gradient divided by?
