"""What does a kernel compute? The NumPy twins: the page to read first.

Every kernel of the compiled modules stands here (and in `_reference_*.py`) under the same name with the same
arguments. The twins are what runs where nothing was compiled, and what the compiled kernels are tested against.
"""

import functools

import numpy as np

FORMATS = {"f": "fd", "d": "d", "i": "lq", "b": "?Bb", "a": "fdlq?BbhHiILQe"}


class Step:
    """One kernel bound to its arrays; calling it runs the kernel."""

    def __init__(self, name, function, access, arrays, numbers=(), multiply_adds=0):
        self.name = name
        self.function = function
        self.access = access
        self.arrays = tuple(arrays)
        self.numbers = tuple(numbers)
        self.multiply_adds = multiply_adds
        self.on_error = None

    def __call__(self):
        with np.errstate(all="ignore"):  # the kernels let NaN and infinity through in silence
            status = self.function(*self.arrays, *self.numbers)
        if status:
            raise self.error(status)

    def error(self, status):
        """The exception for a kernel that met a bad index at position `status - 1`."""
        if self.on_error is not None:
            return self.on_error(status - 1)
        return IndexError(f"{self.name}: index out of range at position {status - 1}.")

    def __repr__(self):
        shapes = ", ".join(str(getattr(array, "shape", array)) for array in self.arrays)
        return f"<step {self.name}: {shapes}>"


class PythonStep(Step):
    """A step that calls a Python function with fixed arguments, for work that NumPy does better."""

    def __init__(self, name, function, arguments, access="", arrays=(), multiply_adds=0):
        super().__init__(name, function, access, arrays, multiply_adds=multiply_adds)
        self.arguments = tuple(arguments)

    def __call__(self):
        self.function(*self.arguments)


class Sequence:
    """A list of steps that runs as one call."""

    def __init__(self, steps):
        self.steps = tuple(steps)

    def __call__(self):
        for step in self.steps:
            step()


def check(name, access, arrays):
    """Raise unless every array has the type that its letter in `access` names."""
    common = None
    for position, (letter, array) in enumerate(zip(access, arrays, strict=True)):
        if array is None and letter.islower():
            continue
        found = array.dtype.char
        if found not in FORMATS[letter.lower()]:
            raise TypeError(f"{name}: array {position} has type {found!r}, not one of {FORMATS[letter.lower()]!r}.")
        if not array.flags.c_contiguous or not array.dtype.isnative:
            raise ValueError(f"{name}: array {position} is not C-contiguous.")
        if letter.isupper() and not array.flags.writeable:
            raise ValueError(f"{name}: array {position} is read-only.")
        if letter in "fF":
            common = common or found
            if common != found:
                raise TypeError(f"{name}: arrays mix float32 and float64.")


def kernel(access):
    """Turn `function(arrays…, numbers…)` into a binder that returns a Step.

    `access` has a letter for each array: f the floating type of the call, d float64, i int64, b one byte; a
    capital is written to. An array that is only read may be None.
    """

    def decorate(function):
        @functools.wraps(function)
        def binder(*arguments):
            arrays, numbers = arguments[: len(access)], arguments[len(access) :]
            check(function.__name__, access, arrays)
            return Step(function.__name__, function, access, arrays, numbers)

        binder.access = access
        return binder

    return decorate


@kernel("fffF")
def matmul(x, w, b, y, transpose_x=False, transpose_w=False, relu=False):
    np.matmul(x.T if transpose_x else x, w.T if transpose_w else w, out=y)
    if b is not None:
        y += b
    if relu:
        np.maximum(y, 0, out=y)


@kernel("fF")
def bias_relu(b, y, relu=False):
    if b is not None:
        y += b
    if relu:
        np.maximum(y, 0, out=y)


@kernel("fF")
def column_sums(x, y):
    np.sum(x.reshape(-1, y.size), axis=0, out=y.reshape(-1))


@kernel("fF")
def accumulate(x, y):
    y += x.reshape(y.shape)


@kernel("aA")
def copy(x, y):
    y[...] = x.reshape(y.shape)


@kernel("aA")
def copy_block(x, y, axis, x_start, y_start, length):
    before = (slice(None),) * axis
    y[(*before, slice(y_start, y_start + length))] = x[(*before, slice(x_start, x_start + length))]


@kernel("aiiA")
def gather(source, order, cursor, y):
    start, batch = int(cursor[0]), len(y)
    rows = np.arange(start, start + batch) if order is None else order[start : start + batch]
    bad = (rows < 0) | (rows >= len(source))
    if start < 0 or len(rows) < batch or bad.any():
        return 1 + int(bad.argmax())
    np.take(source, rows, axis=0, out=y)
    return 0


@kernel("f")
def all_finite(x):
    bad = ~np.isfinite(x).reshape(-1)
    return 1 + int(bad.argmax()) if bad.any() else 0


@kernel("fIFF")
def dropout(x, state, mask, y, rate):
    golden = np.uint64(0x9E3779B97F4A7C15)
    bits = state.view(np.uint64)[0] + np.arange(1, x.size + 1, dtype=np.uint64) * golden
    state.view(np.uint64)[0] = bits[-1] if x.size else state.view(np.uint64)[0]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        bits = (bits ^ (bits >> np.uint64(shift))) * np.uint64(factor)
    bits ^= bits >> np.uint64(31)
    dropped = (bits >> np.uint64(11)) < np.uint64(rate * 2**53)
    mask[...] = np.where(dropped, 0, 1 / (1 - rate) if rate < 1 else 0).reshape(x.shape)
    np.multiply(x, mask, out=y)


@kernel("fF")
def scale(x, y, factor):
    np.multiply(x, x.dtype.type(factor), out=y)


@kernel("fF")
def penalty(w, y, l1, l2):
    y[...] = l1 * np.sum(np.abs(w), dtype=float) + l2 * np.sum(np.square(w), dtype=float)


@kernel("ffF")
def penalty_gradient(w, dy, dw, l1, l2):
    dw[...] = dy.reshape(()) * (l1 * np.sign(w) + 2 * l2 * w)
