"""Pad: more numbers around."""

from nnlite._checks import choice
from nnlite._dispatch import kernels
from nnlite.ops.dtypes import as_operand
from nnlite.ops.moves import Move, Rearrange, strides_of
from nnlite.ops.op import numpy_step, operation
from nnlite.ops.shaping import Same, as_axes, as_shape

MODES = ["constant", "reflect", "symmetric", "edge"]


class Pad(Rearrange):
    """x in the middle, one number around it.    dx = the middle of dy"""

    def __init__(self, widths, value=0):
        self.widths, self.value = widths, value

    def output_shape(self, x):
        return tuple(None if size is None else before + size + after
                     for size, (before, after) in zip(x, self.widths, strict=True))

    def moves(self, x, y):
        strides = strides_of(y)
        start = sum(before * step for (before, _), step in zip(self.widths, strides, strict=True))
        return [Move(x, 0, strides_of(x), start, strides)] if 0 not in x else []

    def forward(self, inputs, y):
        filled = numpy_step("fill", y.fill, self.value, access="A", arrays=(y,)) if self.value else kernels.zero(y)
        return [filled, *super().forward(inputs, y)]


class PadAxis(Rearrange):
    """One axis continued by its own numbers.    dx = dy, the copies added where they came from

    "reflect" mirrors it at its last number, "symmetric" behind it, "edge" repeats it.
    """

    repeats = True

    def __init__(self, axis, before, after, mode):
        self.axis, self.before, self.after, self.mode = axis, before, after, mode

    def output_shape(self, x):
        size = x[self.axis]
        if size is not None:
            most = {"reflect": size - 1, "symmetric": size}.get(self.mode, self.before + self.after if size else 0)
            if max(self.before, self.after) > most:
                raise ValueError(f"pad: mode {self.mode!r} can add at most {most} on either side of axis {self.axis} "
                                 f"of shape {x}. Received: {self.before} and {self.after}")
            size += self.before + self.after
        return (*x[: self.axis], size, *x[self.axis + 1:])

    def moves(self, x, y):
        """The middle, then both sides: (first number taken, direction, first place, how many)."""
        size, last = x[self.axis], x[self.axis] - 1
        turn, skip = (0, 0) if self.mode == "edge" else (-1, self.mode == "reflect")
        pieces = [(0, 1, self.before, size),
                  (0 if self.mode == "edge" else self.before - 1 + skip, turn, 0, self.before),
                  (last - skip, turn, self.before + size, self.after)]
        within, to = strides_of(x), strides_of(y)
        return [Move((*x[: self.axis], length, *x[self.axis + 1:]), first * within[self.axis],
                     (*within[: self.axis], way * within[self.axis], *within[self.axis + 1:]),
                     place * to[self.axis], to) for first, way, place, length in pieces if length and y]


@operation
def pad(x, pad_width, mode="constant", constant_values=None):
    """x with more numbers around.

    Args:
        x: An array or tensor.
        pad_width: ((before, after), …) for each axis, one such pair for all, or one number.
        mode: "constant", "reflect" (mirrored, the edge once), "symmetric" (the edge twice) or "edge".
        constant_values: The number around it in mode "constant", 0 by default.

    >>> pad([1, 2, 3], (1, 2), constant_values=9).tolist(), pad([1, 2, 3], ((2, 1),), "reflect").tolist()
    ([9, 1, 2, 3, 9, 9], [3, 2, 1, 2, 3, 2])
    """
    x, mode = as_operand(x), choice(mode, "mode", "pad", MODES)
    if constant_values is not None and mode != "constant":
        raise ValueError(f"pad: constant_values go with mode='constant'. Received: mode={mode!r}")
    widths = pairs(pad_width, len(x.shape))
    if mode == "constant":
        return Pad(widths, constant_values or 0)(x)
    x = Same()(x)
    for axis, (before, after) in enumerate(widths):
        if before or after:
            x = PadAxis(axis, before, after, mode)(x)
    return x


def pairs(pad_width, rank):
    """(before, after) for each axis."""
    widths = [as_shape(each, "pad", "pad_width") for each in as_axes(pad_width)]
    if len(widths) == 2 and all(len(each) == 1 for each in widths):
        widths = [widths[0] + widths[1]]
    widths = [each * 2 if len(each) == 1 else each for each in widths]
    widths = widths * rank if len(widths) == 1 else widths
    if len(widths) != rank or any(len(each) != 2 or min(each) < 0 for each in widths):
        raise ValueError(f"pad: a pair (before, after) for each of the {rank} axes. Received: pad_width={pad_width}")
    return widths
