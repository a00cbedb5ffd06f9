# exercise: 28-rmsprop
import numpy as np

F = np.float32


class RMSprop:
    def __init__(self, learning_rate=1e-3, rho=0.9, epsilon=1e-7):
        self.learning_rate, self.rho, self.epsilon = F(learning_rate), F(rho), F(epsilon)
        self.squares = []

    def step(self, values, gradients):
        gradients = [np.asarray(g, dtype=F) for g in gradients]
        if not self.squares:
            self.squares = [g * 0 for g in gradients]
        new = []
        for i, g in enumerate(gradients):
            self.squares[i] += (g * g - self.squares[i]) * (1 - self.rho)
            root = np.sqrt(self.squares[i] + self.epsilon)
            new.append(np.asarray(values[i], dtype=F) - self.learning_rate * g / root)
        return new
