"""How are layers dissolved into ops? While a trace is open, every op that is applied to a tensor is noted on a tape.

Calling a layer under a trace runs its `call` and leaves no node, so that layers, nested models and shared layers all
end up as one flat list of op applications, in the order in which they happen.
"""

import contextlib
import copy
from typing import NamedTuple

import numpy as np

from nnlite import config
from nnlite.ops import recording
from nnlite.ops.arithmetic import Cast
from nnlite.ops.op import Symbolic
from nnlite.ops.recording import current

__all__ = ["Application", "Trace", "current"]


class Application(NamedTuple):
    """One op on the tape: what it reads, what it makes, and in which layer."""

    op: object
    inputs: tuple
    output: object
    scope: str


class Trace:
    """The tape; a context manager that makes it the current one of this thread."""

    def __init__(self, tensor_class, training=False):
        self.tensor_class = tensor_class
        self.training = training
        self.applications = []
        self.losses = []  # scalars that layers add to the loss
        self.scopes = []
        self.known = {}  # results of ops that are computed once for the same tensors

    def __enter__(self):
        recording.traces().append(self)
        return self

    def __exit__(self, *error):
        recording.traces().pop()

    def record(self, op, inputs):
        """Note an op; returns the tensor that stands for its result."""
        inputs = self.operands(op, inputs)
        key = None
        if op.key is not None and all(isinstance(value, self.tensor_class) for value in inputs):
            key = (type(op), op.key, *map(id, inputs))
            if key in self.known:
                return self.known[key]
        op = copy.copy(op)  # an op may be applied twice, and keeps what its own gradient needs
        shape = op.output_shape(*(tuple(value.shape) for value in inputs))
        output = None
        if shape is not None:
            output = self.tensor_class(shape, op.output_dtype(*(value.dtype for value in inputs)), label=self.scope)
        if key is not None:
            self.known[key] = output
        return self.note(op, inputs, output)

    def note(self, op, inputs, output):
        """Write an application down."""
        application = Application(op, tuple(inputs), output, self.scope)
        if output is not None:
            output.source = application
        self.applications.append(application)
        return output

    def operands(self, op, inputs):
        """What an op reads: constants as arrays and, for a floating op, whole numbers as floats."""
        if not op.floating:
            return [value if isinstance(value, Symbolic) else np.ascontiguousarray(value).reshape(np.shape(value))
                    for value in inputs]
        floats = [v.dtype for v in inputs if isinstance(v, Symbolic) and v.dtype.kind == "f"]
        dtype = floats[0] if floats else np.dtype(config.floatx())
        result = []
        for value in inputs:
            value = value if isinstance(value, Symbolic) else np.asarray(value)
            if value.dtype.kind == "f" and isinstance(value, Symbolic) or value.dtype == np.int64 and len(inputs) > 1:
                result.append(value)
            elif isinstance(value, Symbolic):
                result.append(self.record(Cast(dtype), [value]))
            else:
                result.append(np.ascontiguousarray(value, dtype).reshape(value.shape))
        return result

    @contextlib.contextmanager
    def within(self, name):
        """While this runs, ops belong to the layer of this name."""
        self.scopes.append(name)
        try:
            yield
        finally:
            self.scopes.pop()

    @property
    def scope(self):
        """Name of the layer whose call is being traced."""
        return self.scopes[-1] if self.scopes else ""
