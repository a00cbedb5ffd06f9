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
        # TODO: each w and b in turn; relu after all but the last
        return

    def loss(self, x, t):
        """The mean crossentropy of a batch."""
        # TODO: forward, log_softmax, the right classes, the mean
        return

    def backward(self, x, t):
        """The gradients of the loss, in the order of the parameters."""
        # TODO: forward, keeping what each layer gets; then (p - t) / batch, and back through the layers
        return

    def train_step(self, x, t, learning_rate):
        """One step of gradient descent; the loss before it."""
        # TODO: the loss, the gradients, and every parameter a step against its gradient
        return


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
