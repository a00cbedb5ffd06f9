"""How are numbers rearranged? By strided copies: each op says from where to where, and forward and gradient follow.

A *move* is a walk over a shape; every step of it takes one number of x to one place of y. Transposes, slices, flips,
tiles and pads are one move or a few.
"""

from math import prod
from typing import NamedTuple

from nnlite._dispatch import kernels
from nnlite.ops.op import Op


class Move(NamedTuple):
    """y[y_start + Σ i · y_strides] = x[x_start + Σ i · x_strides] for every index i of the shape."""

    shape: tuple
    x_start: int
    x_strides: tuple
    y_start: int
    y_strides: tuple

    def back(self):
        """The same walk from y to x."""
        return Move(self.shape, self.y_start, self.y_strides, self.x_start, self.x_strides)


class Rearrange(Op):
    """y holds numbers of x in other places.    dx = what came from dy, summed where a number went to several places

    A subclass gives `output_shape` and `moves`.
    """

    floating = False
    adds = True
    gaps = False  # True: some places of y get nothing and are 0
    repeats = False  # True: a number may go to several places

    def moves(self, x, y):
        """The moves for the shapes of x and y."""
        raise NotImplementedError

    def forward(self, inputs, y):
        (x,) = inputs
        steps = [kernels.zero(y)] if self.gaps else []
        return steps + [self.named(kernels.copy_strided(x, y, *move)) for move in self.moves(x.shape, y.shape)]

    def gradient(self, inputs, y, dy, d_inputs):
        (dx,) = d_inputs
        moves = self.moves(dx.shape, dy.shape)
        moved = sum(prod(move.shape) for move in moves)
        steps = [kernels.zero(dx)] if self.repeats or moved < dx.size else []
        kernel = kernels.add_strided if self.repeats else kernels.copy_strided
        return steps + [self.named(kernel(dy, dx, *move.back())) for move in moves]

    def add_gradient(self, inputs, y, dy, d_inputs):
        (dx,) = d_inputs
        return [self.named(kernels.add_strided(dy, dx, *move.back())) for move in self.moves(dx.shape, dy.shape)]

    def named(self, step):
        """On a program's page the step is called like its op."""
        step.name = self.name.lower()
        return step


def strides_of(shape):
    """How far apart the neighbours along each axis are, in numbers."""
    return tuple(prod(shape[axis + 1:]) for axis in range(len(shape)))
