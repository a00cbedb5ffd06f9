# exercise: 28-rmsprop
import numpy as np


class RMSprop(object):  # noqa: UP004
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.rate = learning_rate
        self.rho = rho
        self.eps = epsilon
        self.memory = {}

    def step(self, values, gradients):
        result = []
        for k, (value, gradient) in enumerate(zip(values, gradients, strict=True)):
            mean = self.memory.get(k, 0) * self.rho + np.square(gradient) * (1 - self.rho)
            self.memory[k] = mean
            result.append(value - self.rate * gradient * (mean + self.eps) ** -0.5)
        print("step", len(result))
        return result
