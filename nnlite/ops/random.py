"""Randomness inside a model: every draw counts up from a seed, so that the same seed gives the same bits everywhere.

The draws come from splitmix64 over a counter in a *state*, an int64 array of one number: they depend on nothing but
where it began and how many were drawn. A step of a program that draws moves the state on, so every run draws anew;
with a `start` it goes back there before, so every run draws the same.
"""

from typing import NamedTuple

import numpy as np

from nnlite._dispatch import kernels
from nnlite._memory import empty, empty_like
from nnlite.ops.op import Op, numpy_step


class Stream(NamedTuple):
    """Where numbers come from: a state, and where it begins each time (None: where it is)."""

    state: np.ndarray
    start: np.ndarray | None = None

    def rewound(self):
        """The steps before a draw."""
        return [] if self.start is None else [kernels.copy(self.start, self.state)]


class Draw(Op):
    """Numbers of a distribution. Nothing flows back.

    Args:
        kernel: its name; `settings` are its numbers.
        shape, dtype: of the result.
        stream: where the numbers come from.
    """

    floating = False
    differentiable = False
    source = True

    def __init__(self, kernel, shape, dtype, stream, *settings):
        self.kernel, self.shape, self.dtype = kernel, shape, np.dtype(dtype)
        self.stream, self.settings = stream, settings

    @property
    def name(self):
        return self.kernel

    def output_shape(self):
        return self.shape

    def output_dtype(self):
        return self.dtype

    def forward(self, inputs, y):
        return [*self.stream.rewound(), getattr(kernels, self.kernel)(self.stream.state, y, *self.settings)]


class Dropout(Op):
    """y = x · mask, mask = 0 with probability `rate`, 1 / (1 - rate) otherwise.    dx = dy · mask

    `noise_shape` may hold 1 where one draw serves the whole axis.
    """

    effect = False

    def __init__(self, rate, state, noise_shape=None, start=None):
        self.rate = rate
        self.stream = Stream(state, start)
        self.noise_shape = noise_shape

    def output_shape(self, x):
        return x

    def forward(self, inputs, y):
        (x,) = inputs
        self.mask = empty_like(x)
        before, state = self.stream.rewound(), self.stream.state
        if self.noise_shape is None:
            return [*before, kernels.dropout(x, state, self.mask, y, self.rate)]
        pairs = zip(self.noise_shape, x.shape, strict=True)
        drawn = np.ones(tuple(size if d is None else d for d, size in pairs), x.dtype)
        return [
            *before, kernels.dropout(drawn, state, empty_like(drawn), drawn_mask := empty_like(drawn), self.rate),
            kernels.PythonStep("repeat", np.copyto, (self.mask, drawn_mask), "fF", (drawn_mask, self.mask)),
            kernels.multiply(x, self.mask, y),
        ]

    def gradient(self, inputs, y, dy, d_inputs):
        return [kernels.multiply(dy, self.mask, d_inputs[0])]


class Sampled(Op):
    """What a function makes of the inputs and of 64 random bits, y[...] = f(bits, *inputs). Nothing flows back."""

    floating = False
    differentiable = False
    source = True

    def __init__(self, word, function, shape, dtype, stream):
        self.word, self.function, self.dtype, self.stream = word, function, np.dtype(dtype), stream
        self.shape = shape  # of the inputs' shapes

    @property
    def name(self):
        return self.word

    def output_shape(self, *inputs):
        return self.shape(*inputs)

    def output_dtype(self, *inputs):
        return self.dtype

    def forward(self, inputs, y):
        bits = empty((1,), np.int64)
        return [*self.stream.rewound(), kernels.random_integers(self.stream.state, bits, 0, 2**62),
                numpy_step(self.word, self.write, y, bits, *inputs, access="a" * len(inputs) + "A",
                           arrays=(*inputs, y))]

    def write(self, y, bits, *inputs):
        y[...] = self.function(np.random.Generator(np.random.PCG64(int(bits[0]))), *inputs)


def dropout(x, rate, state, noise_shape=None):
    """x with a part of its numbers set to 0 and the rest scaled up; `state` is an int64 array of one number."""
    return Dropout(rate, state, noise_shape)(x)
