# exercise: 30-tiny-model
# %% [markdown]
# # A model of your own
#
# All the pieces are there; now they work together. A `TinyModel` is a stack of dense layers, with relu after each of
# them but the last. The last one gives logits, and the loss is their mean crossentropy.
#
#     x -> dense -> relu -> dense -> relu -> … -> dense -> logits z -> loss with t
#
# | name           | shape            |                                                                    |
# | -------------- | ---------------- | ------------------------------------------------------------------ |
# | parameters     |                  | a list of arrays: w₁, b₁, w₂, b₂, …, for one, two or more layers   |
# | x              | (batch, inputs)  | inputs                                                             |
# | t              | (batch, classes) | the right classes: one 1 in each row, the rest are 0               |
# | forward(x)     | (batch, classes) | the logits                                                         |
# | loss(x, t)     | ()               | one number, the mean crossentropy                                  |
# | backward(x, t) |                  | a list of gradients of the loss, in the order of the parameters    |
# | train_step     | ()               | one step of plain SGD; returns the loss **before** the step        |
#
# `backward` goes forward first and remembers what each layer got, because the gradients need it. Then it goes from
# the end to the beginning, one layer after the other: dw, db, and the dx that the layer before waits for.
#
# Predict: with all parameters 0, which of the gradients of two layers are not 0? And what is the loss for 4 classes?
#
# Use NumPy only. Your `dense_backward` and the others from the exercises before are welcome; copy them in.
# `log_softmax` is given.

# %%
import numpy as np


def log_softmax(z):
    """log p of each class, row by row, without an overflow."""
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


class TinyModel:
    """Dense layers with relu between them, for classes."""

    def __init__(self, parameters):
        self.parameters = list(parameters)

    def forward(self, x):
        """The logits of a batch."""
        return self.walk(x)[-1]

    def loss(self, x, t):
        """The mean crossentropy of a batch."""
        return -np.mean(np.sum(t * log_softmax(self.forward(x)), axis=1))

    def backward(self, x, t):
        """The gradients of the loss, in the order of the parameters."""
        *inputs, z = self.walk(x)
        dy = (np.exp(log_softmax(z)) - t) / len(x)
        gradients = []
        for k in reversed(range(len(inputs))):
            gradients = [inputs[k].T @ dy, dy.sum(axis=0), *gradients]
            dy = dy @ self.parameters[2 * k].T * (inputs[k] > 0)    # what layer k got is above 0 where relu was open
        return gradients

    def train_step(self, x, t, learning_rate):
        """One step of gradient descent; the loss before it."""
        before = self.loss(x, t)
        steps = zip(self.parameters, self.backward(x, t), strict=True)
        self.parameters = [value - learning_rate * gradient for value, gradient in steps]
        return before

    def walk(self, x):
        """What each layer gets, and the logits at the end."""
        values = [x]
        for w, b in zip(self.parameters[::2], self.parameters[1::2], strict=True):
            if len(values) > 1:
                values[-1] = np.maximum(values[-1], 0)
            values.append(values[-1] @ w + b)
        return values


# %%
if __name__ == "__main__":
    rng = np.random.default_rng(1)
    x = rng.normal(size=(200, 2))
    t = np.eye(2)[(x[:, 0] * x[:, 1] > 0).astype(int)]      # two corners against the other two
    parts = [rng.normal(size=shape) * 0.5 for shape in ((2, 16), (16,), (16, 2), (2,))]
    model = TinyModel(parts)
    for step in range(301):
        loss = model.train_step(x, t, 0.5)
        if loss is not None and step % 100 == 0:
            print(f"step {step}: loss {loss:.4f}")
