"""What is an op? Its shape rule, its forward and its gradient, side by side.

`ops.relu(x)` makes an op and applies it. On arrays it computes at once; where an input is symbolic, the open trace
notes it. The public functions are *operations*: called on a tensor of a drawing, outside of any layer, they add a
node to the graph.
"""

import contextvars
import functools

import numpy as np

from nnlite import config
from nnlite._checks import received
from nnlite._dispatch import kernels
from nnlite._mixing import hint, is_symbol
from nnlite.ops import recording
from nnlite.ops.array import OPERATIONS, as_result

FLOATS = (np.float32, np.float64)


class Symbolic:
    """Something that stands for an array that is not there yet (or, like a variable, may change)."""

    node = None  # the call that drew it, for the tensors of a drawing
    value = None  # the array of a variable

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
    source = False  # True: it has a result without inputs, such as random numbers
    part = "forward"  # which part of a program's page its steps are in
    label = ""  # what its result is called on a program's page, if not by the layer
    view = False  # True: its result is its input, seen in another shape
    adds = False  # True: `add_gradient` adds to gradients that are there, where only a part of them changes
    key: object = None  # what tells it from others of its class, where equal ones are computed once
    floating = True  # its inputs are cast to one floating type, but for int64 beside others; False: nothing is cast

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

    def add_gradient(self, inputs, y, dy, d_inputs):
        """Steps that add the gradients to what is there; asked for where `adds` says so."""
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
    if (op.source or op.effect) and recording.current() is not None:
        return recording.current().record(op, inputs)
    return compute(op, inputs)


def operation(function):
    """A public op: called on a tensor of a drawing it becomes a node, otherwise it just runs."""

    @functools.wraps(function)
    def call(*args, **kwargs):
        if recording.current() is None:
            node = drawn(args) or drawn(kwargs.values())
            if node is not None:
                return node.draw(call, args, kwargs)
        try:
            return function(*args, **kwargs)
        except (TypeError, ValueError):
            refuse_symbols(function.__name__, [*args, *kwargs.values()])
            raise

    OPERATIONS[function.__name__] = call
    return call


def refuse_symbols(who, values):
    """Raise where a symbolic tensor of another library is among what an op was called on."""
    for value in values:
        for leaf in value if isinstance(value, (list, tuple)) else [value]:
            if is_symbol(leaf):
                raise TypeError(f"{who}: an op needs tensors of nnlite. {received('x', leaf)}.{hint(leaf)}") from None


def drawn(values):
    """The node of the first drawn tensor among some values, in lists too."""
    for value in values:
        if isinstance(value, Symbolic):
            if value.node is not None:
                return value.node
        elif isinstance(value, (list, tuple)) or (isinstance(value, dict) and (value := value.values())):
            node = drawn(value)
            if node is not None:
                return node
    return None


def compute(op, inputs):
    """Run an op on arrays."""
    arrays = as_arrays(op, inputs)
    shape = op.output_shape(*(array.shape for array in arrays))
    if op.view:
        y = arrays[0].reshape(shape)
    else:
        y = None if shape is None else np.empty(shape, op.output_dtype(*(array.dtype for array in arrays)))
        with np.errstate(all="ignore"):  # as the kernels, NumPy's part lets NaN and infinity through in silence
            for step in op.forward(arrays, y):
                step()
    if y is None:
        return None
    result = as_result(y)
    for tape in recording.tapes():
        tape.note(op, arrays, result)
    return result


def as_arrays(op, inputs):
    """The inputs as contiguous arrays; those of a floating op in one type, the widest among them (labels stay)."""
    arrays = [value.value if isinstance(value, Symbolic) else np.asarray(value) for value in inputs]
    if not op.floating:
        return [np.ascontiguousarray(a).reshape(a.shape) for a in arrays]
    given = [a.dtype for a, value in zip(arrays, inputs, strict=True) if isinstance(value, (Symbolic, np.ndarray))]
    floats = [dtype for dtype in given if dtype in FLOATS]
    dtype = max(floats, key=lambda d: d.itemsize) if floats else np.dtype(config.floatx())
    kept = [np.dtype(np.int64)] if len(arrays) > 1 else []
    return [np.ascontiguousarray(a, a.dtype if a.dtype in kept else dtype).reshape(a.shape) for a in arrays]


def rows_and_columns(array):
    """The same memory as a matrix: all leading axes, the last axis."""
    return array.reshape(-1, array.shape[-1]) if array.size else array.reshape(0, array.shape[-1])


def numpy_step(name, function, *arguments, access="", arrays=(), multiply_adds=0):
    """A step that calls NumPy, for work where it is as good as a kernel of our own; NaN passes in silence, as there."""
    run = QUIET.copy().run if NUMPY_2 else quietly
    return kernels.PythonStep(name, run, (function, *arguments), access, arrays, multiply_adds)


def quietly(function, *arguments):
    """Call a function without NumPy's warnings."""
    with np.errstate(all="ignore"):
        return function(*arguments)


NUMPY_2 = int(np.__version__.split(".")[0]) >= 2
QUIET = quietly(contextvars.copy_context)  # to run in a copy of it costs nothing; before NumPy 2 it does not help
