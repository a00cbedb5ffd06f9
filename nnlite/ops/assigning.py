"""How does a variable get a new value in the middle of a program? By a step that copies into it."""

from nnlite import shapes
from nnlite._dispatch import kernels
from nnlite.ops import expressions as f
from nnlite.ops.op import Op


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
        self.check(x)

    def check(self, shape):
        """Raise where a value does not have the shape of the variable."""
        if not shapes.same(shape, self.variable.shape):
            raise ValueError(f"{self.variable.path}: the shape of a variable stays what it is, {self.variable.shape}. "
                             f"Received: a value of shape {shape}")

    def forward(self, inputs, y):
        return [f.copy(inputs[0], self.variable.value)]


class MovingAverage(Assign):
    """variable = variable · momentum + x · (1 - momentum), where x is an array, or one row of it.

    It reads the variable when it runs, not before: a layer that is called twice takes in one batch after the other.
    """

    floating = True

    def __init__(self, variable, momentum, row=None):
        super().__init__(variable)
        self.momentum = float(momentum)
        self.row = row

    def output_shape(self, x):
        self.check(x if self.row is None else x[1:])

    def forward(self, inputs, y):
        x = inputs[0] if self.row is None else inputs[0][self.row]
        return [kernels.running_average(x, self.variable.value, self.momentum)]
