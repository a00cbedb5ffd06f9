"""What does a layer remember? Its variables: arrays that keep their identity while their numbers change.

`layout` counts every change that a program made earlier cannot know of: a variable that moved in memory, or was
frozen. A program made under another layout is made again.
"""

import itertools

import numpy as np

from nnlite.graph import trace
from nnlite.ops.op import Symbolic

_layout = itertools.count(1)
_current = [0]


def layout():
    """Number of the present layout."""
    return _current[0]


def changed():
    """Something moved or was frozen: programs made before are out of date."""
    _current[0] = next(_layout)


class Variable(Symbolic):
    """An array that a layer owns.

    Args:
        value: its first numbers; copied.
        name: `kernel`; with the layer's name in front it is the path, `dense_1/kernel`.
        trainable: whether training may change it.
        regularizer, constraint: what is added to the loss for it; what is done to it after an update.
    """

    def __init__(self, value, name, path=None, trainable=True, regularizer=None, constraint=None):
        self._value = np.array(value, order="C")
        self.name = name
        self.path = path or name
        self._trainable = self.wanted = trainable  # wanted: by its layer's design, whatever is frozen now
        self.regularizer = regularizer
        self.constraint = constraint
        self.block = None  # the block it lies in, once a model trains it
        self.gradient = None
        self.source = None

    @property
    def value(self):
        """The array itself; its numbers may be changed in place, the array stays (see `assign`)."""
        return self._value

    @property
    def shape(self):
        return self.value.shape

    @property
    def dtype(self):
        return self.value.dtype

    @property
    def size(self):
        return self.value.size

    @property
    def ndim(self):
        return self.value.ndim

    @property
    def trainable(self):
        return self._trainable

    @trainable.setter
    def trainable(self, value):
        self._trainable = bool(value)
        changed()

    def numpy(self):
        """A copy of the numbers."""
        return self.value.copy()

    def assign(self, value):
        """Replace the numbers; the shape stays."""
        value = np.asarray(value)
        if value.shape != self.shape:
            raise ValueError(
                f"{self.path}: the shape of a variable stays what it is, {self.shape}. "
                f"Received: value.shape={value.shape}"
            )
        self.value[...] = value
        return self

    def move(self, value, gradient, block):
        """Let the variable live in another array (which gets its numbers)."""
        value[...] = self.value
        self._value, self.gradient, self.block = value, gradient, block

    def record(self, op, inputs):
        tape = trace.current()
        return NotImplemented if tape is None else tape.record(op, inputs)

    def __array__(self, dtype=None, copy=None):
        return np.array(self.value, dtype=dtype, copy=True if copy is None else copy)

    def __reduce__(self):  # a copy, or what is read from a pickle, lies in no block until a model packs it
        arguments = self.value, self.name, self.path, self.wanted, self.regularizer, self.constraint
        return Variable, arguments, {"_trainable": self._trainable}

    def __repr__(self):
        return f"<Variable path={self.path}, shape={self.shape}, dtype={self.dtype}>"
