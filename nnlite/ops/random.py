"""Randomness inside a model: dropout, from a counter, so that the same seed gives the same bits everywhere."""

import numpy as np

from nnlite._dispatch import kernels
from nnlite._memory import empty_like
from nnlite.ops.op import Op


class Dropout(Op):
    """y = x · mask, mask = 0 with probability `rate`, 1 / (1 - rate) otherwise.    dx = dy · mask

    `noise_shape` may hold 1 where one draw serves the whole axis. The draws come from splitmix64 over a counter in
    `state`, so that they depend on nothing but the seed and how many were drawn.
    """

    effect = False

    def __init__(self, rate, state, noise_shape=None):
        self.rate = rate
        self.state = state
        self.noise_shape = noise_shape

    def output_shape(self, x):
        return x

    def forward(self, inputs, y):
        (x,) = inputs
        self.mask = empty_like(x)
        if self.noise_shape is None:
            return [kernels.dropout(x, self.state, self.mask, y, self.rate)]
        pairs = zip(self.noise_shape, x.shape, strict=True)
        drawn = np.ones(tuple(size if d is None else d for d, size in pairs), x.dtype)
        return [
            kernels.dropout(drawn, self.state, empty_like(drawn), drawn_mask := empty_like(drawn), self.rate),
            kernels.PythonStep("repeat", np.copyto, (self.mask, drawn_mask), "fF", (drawn_mask, self.mask)),
            kernels.multiply(x, self.mask, y),
        ]

    def gradient(self, inputs, y, dy, d_inputs):
        return [kernels.multiply(dy, self.mask, d_inputs[0])]


def dropout(x, rate, state, noise_shape=None):
    """x with a part of its numbers set to 0 and the rest scaled up; `state` is an int64 array of one number."""
    return Dropout(rate, state, noise_shape)(x)
