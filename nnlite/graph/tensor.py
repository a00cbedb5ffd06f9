"""What is a tensor that holds no numbers? A shape, a type, and where it comes from."""

import numpy as np

from nnlite import ops
from nnlite._checks import a_type
from nnlite._mixing import calling_library
from nnlite._naming import owners
from nnlite.graph.operators import Operators
from nnlite.ops import recording
from nnlite.ops.array import OPERATIONS


class Tensor(Operators):
    """A symbolic tensor: what `Input` returns, and what a layer returns when it is called on one.

    Attributes:
        shape: a tuple; None stands for a size that is not known yet (the batch).
        dtype: a NumPy type; object for text.
        node: the call that makes it (None while a program is being made).
        index: which of the node's outputs it is.
        source: while a program is being made, the application of the op that makes it.
        mask_shape: the shape of the mask that it will carry when the model runs; None where it will carry none.
    """

    __slots__ = ("shape", "dtype", "node", "index", "source", "label", "mask_shape", "_keras_mask")

    def __init__(self, shape, dtype, node=None, index=0, source=None, label=None):
        self.shape = tuple(shape)
        self.dtype = np.dtype(object if isinstance(dtype, str) and dtype == "string" else dtype)
        self.node = node
        self.index = index
        self.source = source
        self.label = label
        self.mask_shape = None
        self._keras_mask = None

    @property
    def layer(self):
        """The layer whose call made this tensor."""
        return None if self.node is None else self.node.layer

    @property
    def name(self):
        """The layer's name."""
        return self.layer.name if self.node else self.label or "value"

    @property
    def ndim(self):
        return len(self.shape)

    def record(self, op, inputs):
        tape = recording.current()
        if tape is None:
            raise TypeError(f"{op.name} is no public op and cannot be drawn. Received: {self}. "
                            "Use a function of nnlite.ops, or a Layer whose `call` uses it.")
        strange = next((v for v in inputs if isinstance(v, Tensor) and v.node is not None), None)
        if strange is not None:
            raise TypeError(f"A layer's call can only use the tensors that it is called on. Received: {strange}, drawn "
                            f"outside of {tape.scope!r}. Pass it as one of the layer's inputs.")
        return tape.record(op, inputs)

    def set_shape(self, shape):
        """Accept what Keras code says of a shape that is known anyway."""

    def __repr__(self):
        return f'Tensor("{self.name}:{self.index}", shape={self.shape}, dtype={dtype_name(self.dtype)})'

    def __array__(self, dtype=None, copy=None):
        raise TypeError(no_values(self, "NumPy"))

    def _numpy(self, ufunc, method, inputs, kwargs):
        raise TypeError(no_values(self, f"numpy.{ufunc.__name__}"))

    def __array_function__(self, function, types, args, kwargs):
        raise TypeError(no_values(self, f"numpy.{function.__name__}"))

    def __bool__(self):
        raise TypeError(no_values(self, "a condition"))

    def __iter__(self):
        raise TypeError(no_values(self, "a loop"))

    def __float__(self):
        raise TypeError(no_values(self, "float()"))

    def __int__(self):
        raise TypeError(no_values(self, "int()"))

    def __len__(self):
        raise TypeError(no_values(self, "len()"))

    def numpy(self):
        """Refused: there are no numbers yet."""
        raise TypeError(no_values(self, ".numpy()"))

    def __eq__(self, other):
        """Number by number while a program is being made; otherwise whether it is this very tensor."""
        return self is other if recording.current() is None else ops.equal(self, other)

    def __ne__(self, other):
        return self is not other if recording.current() is None else ops.not_equal(self, other)

    __hash__ = object.__hash__


def dtype_name(dtype):
    """The name of a type as `Input` takes it: text is "string".

    >>> dtype_name(np.dtype(object)), dtype_name(np.dtype("int64"))
    ('string', 'int64')
    """
    return "string" if dtype.hasobject else str(dtype)


def no_values(tensor, who):
    """The sentence for code that needs numbers where there is only a symbol, with the layer whose code it is."""
    package = calling_library()
    if package:
        return (f"Two libraries are mixed: code of {package} was called on a tensor of nnlite. Received: {tensor}. "
                "Take all layers, models and functions from nnlite.")
    callers = [owner for owner in owners() if hasattr(owner, "call")]
    where = f"{callers[-1].name} ({a_type(callers[-1])}): " if callers else ""
    name = who.removeprefix("numpy.")
    fix = "Use a layer or an op of nnlite.ops on it, or call a model on an array."
    if name != who and name in OPERATIONS:
        fix = f"Use nnlite.ops.{name}."
    return (
        f"{where}{who} needs numbers, but a symbolic tensor has none until the model runs. Received: {tensor}. {fix}"
    )
