"""What is an op? Its shape rule, its forward and its gradient, side by side.

`ops.relu(x)` makes an op and applies it. On arrays it computes at once; when one of its inputs is symbolic, that
input decides what to do with it: a tensor records it.
"""

import numpy as np

from nnlite import config
from nnlite._dispatch import kernels

FLOATS = (np.float32, np.float64)


class Symbolic:
    """Something that stands for an array that is not there yet (or, like a variable, may change)."""

    def record(self, op, inputs):
        """Note that `op` is applied to `inputs` and return its symbolic result, or NotImplemented to compute now."""
        raise NotImplementedError


class Op:
    """One mathematical function.

    A subclass gives `output_shape`, `forward` and `gradient`; the last two return the bound kernel steps.
    `gradient` overwrites every array in `d_inputs` that is not None.
    """

    differentiable = True  # False: nothing flows back through it
    effect = False  # True: it does something beside its result, so it must run
    label = ""  # what its result is called on a program's page, if not by the layer
    view = False  # True: its result is its input, seen in another shape

    @property
    def name(self):
        return type(self).__name__

    def output_shape(self, *shapes):
        """Shape of the result; raises ValueError where the inputs do not fit."""
        raise NotImplementedError

    def output_dtype(self, *dtypes):
        """Type of the result."""
        return dtypes[0]

    def forward(self, inputs, y):
        """Steps that compute `y` from `inputs`."""
        raise NotImplementedError

    def gradient(self, inputs, y, dy, d_inputs):
        """Steps that compute the gradients with respect to the inputs."""
        raise NotImplementedError

    def fuse(self, inputs):
        """A better op for these inputs and its inputs, or None; see `ops/losses.py`."""
        return

    def __call__(self, *inputs):
        return apply(self, inputs)


def apply(op, inputs):
    """Record the op where an input is symbolic, otherwise compute it now."""
    for value in inputs:
        if isinstance(value, Symbolic):
            result = value.record(op, inputs)
            if result is not NotImplemented:
                return result
    return compute(op, inputs)


def compute(op, inputs):
    """Run an op on arrays."""
    arrays = as_arrays(inputs)
    shape = op.output_shape(*(array.shape for array in arrays))
    if op.view:
        return arrays[0].reshape(shape)
    y = None if shape is None else np.empty(shape, op.output_dtype(*(array.dtype for array in arrays)))
    for step in op.forward(arrays, y):
        step()
    return y


def as_arrays(inputs):
    """Contiguous arrays of one floating type (the widest among the floating inputs); int64 stays what it is."""
    arrays = [np.asarray(value) for value in inputs]
    floats = [a.dtype for a in arrays if a.dtype in FLOATS and a.ndim]
    dtype = max(floats, key=lambda d: d.itemsize) if floats else np.dtype(config.floatx())
    keep = ("i8",) if len(arrays) > 1 else ()
    return [np.ascontiguousarray(a, a.dtype if a.dtype.str[1:] in keep else dtype).reshape(a.shape) for a in arrays]


def rows_and_columns(array):
    """The same memory as a matrix: all leading axes, the last axis."""
    return array.reshape(-1, array.shape[-1]) if array.size else array.reshape(0, array.shape[-1])


def numpy_step(name, function, *arguments, access="", arrays=(), multiply_adds=0):
    """A step that calls NumPy, for work where it is as good as a kernel of our own."""
    return kernels.PythonStep(name, function, arguments, access, arrays, multiply_adds)
