# exercise: 28-rmsprop
import numpy as np


class RMSprop:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate, self.rho, self.epsilon = learning_rate, rho, epsilon

    def step(self, values, gradients):
        new = []
        for value, g in zip(values, gradients, strict=True):
            v = (1 - self.rho) * g ** 2
            new.append(value - self.learning_rate * g / np.sqrt(v + self.epsilon))
        return new


# says: Is v kept in self from one step to the next
