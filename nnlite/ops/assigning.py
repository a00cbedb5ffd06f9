"""How does a variable get a new value in the middle of a program? By a step that copies into it."""

import numpy as np

from nnlite import shapes
from nnlite.ops.op import Op, numpy_step


class Assign(Op):
    """variable = x. Nothing flows back through it.

    A program runs it after its check that the loss is finite, unless somebody reads the variable before.
    """

    differentiable = False
    effect = True
    floating = False

    def __init__(self, variable):
        self.variable = variable

    def output_shape(self, x):
        if not shapes.same(x, self.variable.shape):
            raise ValueError(f"{self.variable.path}: the shape of a variable stays what it is, {self.variable.shape}. "
                             f"Received: a value of shape {x}")

    def forward(self, inputs, y):
        value = self.variable.value
        return [numpy_step("assign", np.copyto, value, inputs[0], "unsafe", access="Aa", arrays=(value, inputs[0]))]
