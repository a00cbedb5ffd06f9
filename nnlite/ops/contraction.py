"""Sums of products over named axes: how do einsum, tensordot and batched products become matrix products?

Every axis has a *label*, a whole number. Of two factors, a label is in both and in the result (a batch), in both only
(it is summed over), or in one and in the result (rows or columns). If that is all there is, the work is one batched
matrix product of views: NumPy's `matmul` takes any axis order as long as one of a matrix's two axes is dense, so mostly
nothing is copied. What is left (a diagonal, a sum within one factor, three factors) goes to `numpy.einsum`.
"""

import functools
from math import prod
from typing import NamedTuple

import numpy as np

from nnlite._dispatch import kernels
from nnlite._memory import empty
from nnlite.ops.dense import product
from nnlite.ops.moves import strides_of
from nnlite.ops.op import Op, numpy_step


class Factor(NamedTuple):
    """An array and the labels of its axes."""

    array: np.ndarray
    labels: tuple


class Einsum(Op):
    """y[out] = Σ Π factors, over all labels that are not in `out`.    d_factor = the same with dy in its place

    Args:
        inputs: for each factor its labels.
        out: the labels of the result, each once.
        broadcast: labels along which a size of 1 is repeated.
    """

    floating = False

    def __init__(self, inputs, out, broadcast=(), who="einsum"):
        self.inputs, self.out, self.broadcast, self.who = inputs, out, frozenset(broadcast), who

    @property
    def name(self):
        return self.who

    def output_shape(self, *shapes):
        sizes = {}
        for labels, shape in zip(self.inputs, shapes, strict=True):
            for axis, (label, size) in enumerate(zip(labels, shape, strict=True)):
                known = sizes.get(label)
                if size is None or size == known or (known is not None and size == 1 and label in self.broadcast):
                    sizes.setdefault(label, size)
                elif known is None or (known == 1 and label in self.broadcast):
                    sizes[label] = size
                else:
                    raise ValueError(f"{self.who}: axes that belong together must have one size; one has {known}, "
                                     f"axis {axis} of {shape} has {size}. "
                                     f"Received: shapes={', '.join(map(str, shapes))}")
        return tuple(sizes[label] for label in self.out)

    def factors(self, arrays):
        """Arrays with their labels, without axes of size 1 that were repeated."""
        most = {}
        for array, labels in zip(arrays, self.inputs, strict=True):
            for label, size in zip(labels, array.shape, strict=True):
                most[label] = max(size, most.get(label, 0)) if size != 1 else most.get(label, 1)
        return [narrowed(array, labels, {x for x in labels if x in self.broadcast and most[x] != 1})
                for array, labels in zip(arrays, self.inputs, strict=True)]

    def forward(self, inputs, y):
        return contract(self.factors(inputs), Factor(y, self.out))

    def gradient(self, inputs, y, dy, d_inputs):
        factors, steps = self.factors(inputs), []
        for i, dx in enumerate(d_inputs):
            if dx is not None:
                others = [Factor(dy, self.out), *factors[:i], *factors[i + 1:]]
                labels = factors[i].labels
                steps += contract(others, Factor(dx.reshape(factors[i].array.shape), labels))
        return steps


def narrowed(array, labels, dropped):
    """A factor without its axes of size 1 among some labels."""
    kept = [axis for axis, label in enumerate(labels) if not (label in dropped and array.shape[axis] == 1)]
    return Factor(array.reshape([array.shape[axis] for axis in kept]), tuple(labels[axis] for axis in kept))


def contract(factors, y):
    """Steps for y = Σ Π factors."""
    there = {label for factor in factors for label in factor.labels}
    inner = tuple(label for i, label in enumerate(y.labels) if label in there and label not in y.labels[:i])
    if inner != y.labels:  # labels of y that no factor has, or one twice: first the rest, then spread
        sizes = dict(zip(y.labels, y.array.shape, strict=True))
        core = Factor(empty([sizes[label] for label in inner], y.array.dtype), inner)
        return contract(factors, core) + spread(core, y)
    if len(factors) == 1 and sorted(factors[0].labels) == sorted(inner):
        return [arrange(factors[0], y)]
    if len(factors) == 2 and plain(*factors, y):
        return multiply(*factors, y)
    arguments = [part for factor in factors for part in (factor.array, list(factor.labels))]
    function = functools.partial(np.einsum, *numbered(arguments, y.labels), out=y.array, optimize=len(factors) > 2)
    arrays = (*(factor.array for factor in factors), y.array)
    return [numpy_step("einsum", function, access="a" * len(factors) + "A", arrays=arrays)]


def numbered(arguments, out):
    """NumPy's einsum takes labels below 52 only: the same arguments with labels counted from 0."""
    labels = [*(label for part in arguments if isinstance(part, list) for label in part), *out]
    number = {label: i for i, label in enumerate(dict.fromkeys(labels))}
    return [*([number[label] for label in part] if isinstance(part, list) else part for part in arguments),
            [number[label] for label in out]]


def arrange(x, y):
    """The step that copies a factor into y, its axes in y's order."""
    strides = strides_of(x.array.shape)
    taken = [strides[x.labels.index(label)] for label in y.labels]
    return kernels.copy_strided(x.array, y.array, y.array.shape, 0, taken, 0, strides_of(y.array.shape))


def spread(x, y):
    """Steps that repeat x along the labels that only y has, and put it on the diagonal of those that y has twice."""
    to = dict.fromkeys(y.labels, 0)
    for label, step in zip(y.labels, strides_of(y.array.shape), strict=True):
        to[label] += step
    sizes = dict(zip(y.labels, y.array.shape, strict=True))
    from_ = dict(zip(x.labels, strides_of(x.array.shape), strict=True))
    labels = list(to)
    step = kernels.copy_strided(x.array, y.array, [sizes[label] for label in labels], 0,
                                [from_.get(label, 0) for label in labels], 0, [to[label] for label in labels])
    return [step] if len(labels) == len(y.labels) else [kernels.zero(y.array), step]


def plain(a, b, y):
    """Whether two factors make a matrix product: no label twice in one, none that is summed within one."""
    first, second, out = set(a.labels), set(b.labels), set(y.labels)
    once = len(first) == len(a.labels) and len(second) == len(b.labels)
    return once and first - second <= out and second - first <= out


def multiply(a, b, y):
    """Steps for a product of two factors: views as stacks of matrices, copies only where there is no such view."""
    out = y.labels
    batch = [label for label in out if label in a.labels and label in b.labels]
    rows, columns = ([label for label in out if label not in other.labels] for other in (b, a))
    if rows and columns and out.index(rows[-1]) > out.index(columns[-1]):  # yᵀ = bᵀ · aᵀ has its columns last
        a, b, rows, columns = b, a, columns, rows
    summed = [label for label in a.labels if label in b.labels and label not in out]
    first, before = stacked(a, batch, rows, summed)
    second, between = stacked(b, batch, summed, columns)
    result, copied = stacked(y, batch, rows, columns, writing=True)
    steps = before + between + matrices(first, second, result)
    if copied is not None:
        shape = [prod_of(y, labels) for labels in ([x] for x in (*batch, *rows, *columns))]
        steps.append(arrange(Factor(result.reshape(shape), (*batch, *rows, *columns)), y))
    return steps


def prod_of(factor, labels):
    """How many numbers lie along some labels."""
    return prod(factor.array.shape[factor.labels.index(label)] for label in labels)


def stacked(factor, batch, rows, columns, writing=False):
    """A factor as (*batch, rows, columns), and the steps that copy it where it cannot be seen so.

    For the result (`writing`) the array to write to, and whether it is to be copied (else None).
    """
    order = [factor.labels.index(label) for label in (*batch, *rows, *columns)]
    turned = factor.array.transpose(order)
    shape = (*(prod_of(factor, [x]) for x in batch), prod_of(factor, rows), prod_of(factor, columns))
    view = turned.reshape(shape)
    if np.may_share_memory(view, factor.array) and dense(view) or not view.size:
        return view, None if writing else []
    memory = empty(shape, factor.array.dtype)
    if writing:
        return memory, True
    target = Factor(memory.reshape(turned.shape), (*batch, *rows, *columns))
    return memory, [arrange(factor, target)]


def dense(view):
    """Whether BLAS can read the matrices: along one of the two axes the numbers are neighbours."""
    rows, columns = zip(view.shape[-2:], view.strides[-2:], strict=True)
    return any(size == 1 or step == view.itemsize for size, step in (rows, columns))


def matrices(x, w, y):
    """Steps for a stack of matrix products; a single one takes the fast path of `dense`."""
    multiply_adds = y.size * x.shape[-1]
    if y.ndim == 2 and y.dtype.kind == "f" and y.flags.c_contiguous and y.size and x.size:
        turned = [not array.flags.c_contiguous for array in (x, w)]
        factors = [array.T if turn else array for array, turn in zip((x, w), turned, strict=True)]
        if all(array.flags.c_contiguous for array in factors):
            return product(*factors, y, transpose_x=turned[0], transpose_w=turned[1])
    return [numpy_step("matmul, batched", np.matmul, x, w, y, access="aaA", arrays=(x, w, y),
                       multiply_adds=multiply_adds)]
