# exercise: 28-rmsprop
from math import sqrt

import numpy as np


class OneNumber:
    def __init__(self, rate, rho, epsilon):
        self.rate, self.rho, self.epsilon, self.v = rate, rho, epsilon, 0.0

    def step(self, value, gradient):
        self.v = self.v * self.rho + gradient * gradient * (1 - self.rho)
        return value - self.rate * gradient / sqrt(self.v + self.epsilon)


class RMSprop:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.options = learning_rate, rho, epsilon
        self.numbers = None

    def step(self, values, gradients):
        if self.numbers is None:
            self.numbers = [[OneNumber(*self.options) for _ in range(value.size)] for value in values]
        new = []
        for numbers, value, gradient in zip(self.numbers, values, gradients, strict=True):
            pairs = zip(numbers, value.ravel(), gradient.ravel(), strict=True)
            new.append(np.array([n.step(w, g) for n, w, g in pairs]).reshape(value.shape))
        return new


if __name__ == "__main__":
    print(RMSprop().step([np.ones(2)], [np.ones(2)]))
