"""What does a layer remember? Its variables: arrays that keep their identity while their numbers change.

`layout` counts every change that a program made earlier cannot know of: a variable that moved in memory, or was
frozen. A program made under another layout is made again.
"""

import itertools

import numpy as np

from nnlite import config
from nnlite._naming import path_of, unique_name
from nnlite.graph.operators import Operators
from nnlite.ops import recording
from nnlite.ops.assigning import Assign
from nnlite.ops.op import Symbolic

_layout = itertools.count(1)
_current = [0]


def layout():
    """Number of the present layout."""
    return _current[0]


def changed():
    """Something moved or was frozen: programs made before are out of date."""
    _current[0] = next(_layout)


class Variable(Operators):
    """An array that a layer, a metric or an optimizer owns.

    Args:
        initializer: its first numbers, which are copied, or a function of (shape, dtype) that returns them.
        shape: needed where the initializer is a function.
        dtype: by default that of the numbers, or the default float type.
        trainable: whether training may change it.
        autocast, aggregation, synchronization: accepted as in Keras.
        name: `kernel`; with the names of the layers that it is made in in front it is the path, `dense_1/kernel`.
        regularizer, constraint: what is added to the loss for it; what is done to it after an update.

    Example:

        >>> import nnlite
        >>> steps = nnlite.Variable(0.0, trainable=False, name="steps")
        >>> float(steps.assign_add(2.0).numpy())
        2.0
    """

    def __init__(self, initializer, shape=None, dtype=None, trainable=True, autocast=True, aggregation="none",
                 synchronization="auto", name=None, *, path=None, regularizer=None, constraint=None):
        if callable(initializer):
            if shape is None:
                raise ValueError("Variable: a shape is needed where the initializer is a function. "
                                 f"Received: initializer={initializer!r}, shape=None. Write shape=(3, 4).")
            initializer = initializer(tuple(shape), dtype or config.floatx())
        value = np.array(initializer, order="C")
        if dtype is None and value.dtype == np.float64 and not hasattr(initializer, "dtype"):
            dtype = config.floatx()  # a Python number, or lists of them
        self._value = value if dtype is None else value.astype(dtype)
        self.name = name or unique_name("Variable")
        self.path = path or path_of(self.name)
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
    def label(self):
        """The end of the path, for a program's page."""
        return "/".join(self.path.split("/")[-2:])

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
        """Replace the numbers; the shape stays. In a layer's call this becomes a step of the program."""
        if recording.current() is not None:
            Assign(self)(value)
            return self
        value = np.asarray(value)
        if value.shape != self.shape:
            raise ValueError(
                f"{self.path}: the shape of a variable stays what it is, {self.shape}. "
                f"Received: value.shape={value.shape}"
            )
        self.value[...] = value
        return self

    def assign_add(self, value):
        """Add to the numbers."""
        return self.assign(self + value)

    def assign_sub(self, value):
        """Subtract from the numbers."""
        return self.assign(self - value)

    def move(self, value, gradient, block):
        """Let the variable live in another array (which gets its numbers)."""
        value[...] = self.value
        self._value, self.gradient, self.block = value, gradient, block

    def record(self, op, inputs):
        tape = recording.current()
        return NotImplemented if tape is None else tape.record(op, inputs)

    def _numpy(self, ufunc, method, inputs, kwargs):
        return getattr(ufunc, method)(*(v.value if is_variable(v) else v for v in inputs), **kwargs)

    def __array__(self, dtype=None, copy=None):
        return np.array(self.value, dtype=dtype, copy=True if copy is None else copy)

    def __float__(self):
        return float(self.value)

    def __int__(self):
        return int(self.value)

    def __len__(self):
        return len(self.value)

    def __reduce__(self):  # a copy, or what is read from a pickle, lies in no block until a model packs it
        return restored, (self.value, self.name, self.path, self._trainable, self.wanted, self.regularizer,
                          self.constraint)

    def __repr__(self):
        return f"<Variable path={self.path}, shape={self.shape}, dtype={self.dtype}>"


def restored(value, name, path, trainable, wanted, regularizer, constraint):
    """A variable like one that was copied or pickled."""
    variable = Variable(value, dtype=value.dtype, trainable=trainable, name=name, path=path, regularizer=regularizer,
                        constraint=constraint)
    variable.wanted = wanted
    return variable


def is_variable(value):
    """Whether a value is a variable."""
    return isinstance(value, Symbolic) and value.value is not None
