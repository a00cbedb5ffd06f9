"""How are layers dissolved into ops? While a trace is open, every op that is applied to a tensor is noted on a tape.

Calling a layer under a trace runs its `call` and leaves no node, so that layers, nested models and shared layers all
end up as one flat list of op applications, in the order in which they happen.
"""

import copy
import threading
from typing import NamedTuple

import numpy as np

_state = threading.local()


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

    def __enter__(self):
        stack().append(self)
        return self

    def __exit__(self, *error):
        stack().pop()

    def record(self, op, inputs):
        """Note an op; returns the tensor that stands for its result."""
        op = copy.copy(op)  # an op may be applied twice, and keeps what its own gradient needs
        floats = [v.dtype for v in inputs if hasattr(v, "record") and v.dtype.kind == "f"]
        inputs = [v if hasattr(v, "record") else constant(v, floats) for v in inputs]
        shape = op.output_shape(*(tuple(value.shape) for value in inputs))
        output = None
        if shape is not None:
            output = self.tensor_class(shape, op.output_dtype(*(value.dtype for value in inputs)), label=self.scope)
        application = Application(op, tuple(inputs), output, self.scope)
        if output is not None:
            output.source = application
        self.applications.append(application)
        return output

    @property
    def scope(self):
        """Name of the layer whose call is being traced."""
        return self.scopes[-1] if self.scopes else ""


def constant(value, floats):
    """A number or array among the inputs of an op, in the floating type of the others."""
    array = np.asarray(value)
    return np.ascontiguousarray(array, floats[0] if floats and array.dtype.kind != "i" else None).reshape(array.shape)


def stack():
    """This thread's open traces, innermost last."""
    if not hasattr(_state, "stack"):
        _state.stack = []
    return _state.stack


def current():
    """The trace that is open in this thread, or None."""
    traces = stack()
    return traces[-1] if traces else None
