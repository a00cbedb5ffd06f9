"""What Python computes between kernels: looking words up, cutting them apart, sorting numbers into bins."""

import numpy as np

from nnlite.ops.array import as_result
from nnlite.ops.op import Op, Symbolic, numpy_step


class Computed(Op):
    """y = function(x, …): any function of arrays that returns one; nothing flows back through it.

    Args:
        label: What the step is called on a program's page.
        function: From arrays to an array.
        shape: From the shapes of the arrays to that of the result.
        dtype: The type of the result.
    """

    floating = False
    differentiable = False

    def __init__(self, label, function, shape, dtype):
        self.step_name, self.function, self.shape_of, self.dtype = label, function, shape, np.dtype(dtype)

    @property
    def name(self):
        return self.step_name

    def output_shape(self, *shapes):
        return tuple(self.shape_of(*shapes))

    def output_dtype(self, *dtypes):
        return self.dtype

    def forward(self, inputs, y):
        letters = "a" * len(inputs) + "A"
        return [numpy_step(self.step_name, self.write, inputs, y, access=letters, arrays=(*inputs, y))]

    def write(self, inputs, y):
        """Compute into y; a result of another shape is an error, never stretched."""
        result = self.function(*inputs)
        if result.shape != y.shape:
            raise ValueError(f"{self.step_name}: the shape of its result changed since the program was made, from "
                             f"{y.shape} to {result.shape}. Received: inputs of shape {inputs[0].shape}. "
                             "Make the model again.")
        y[...] = result


def computed(label, function, inputs, shape, dtype):
    """The function of the inputs: an op where they are symbolic, the array itself at once where they are arrays.

    >>> computed("sort", np.sort, [np.array([2, 1])], lambda s: s, "int64").tolist()
    [1, 2]
    """
    if any(isinstance(value, Symbolic) for value in inputs):
        return Computed(label, function, shape, dtype)(*inputs)
    return as_result(np.asarray(function(*(np.asarray(value) for value in inputs)), dtype))
