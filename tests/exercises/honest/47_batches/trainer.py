# exercise: 47-batches
import numpy as np

class Trainer:
    def __init__(self, w, b): self.w, self.b = np.array(w), np.array(b)
    def forward(self, x):
        s = x @ self.w + self.b
        e = np.exp(s - s.max(axis=1).reshape(-1, 1))
        return e / e.sum(axis=1).reshape(-1, 1)
    def backward(self, x, y):
        d = self.forward(x) - y
        return x.T @ d / len(d), d.sum(0) / len(d)
    def epoch(self, x, y, rate, size):
        for i in range(0, x.shape[0], size):
            dw, db = self.backward(x[i:i+size], y[i:i+size])
            self.w -= rate * dw; self.b -= rate * db
        return self.w, self.b

probabilities = lambda x, w, b: Trainer(w, b).forward(x)
gradients = lambda x, y, w, b: Trainer(w, b).backward(x, y)
train = lambda x, y, w, b, rate, size: Trainer(w, b).epoch(x, y, rate, size)
