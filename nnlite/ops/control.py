"""Loops and branches. On arrays they just run; in a model a loop of known length is unrolled into its steps.

What the numbers decide cannot be a branch of a program, which is the same list of steps for all of them: there both
sides are computed and `ops.where` chooses.
"""

import numpy as np

from nnlite._checks import received, whole_number
from nnlite.ops.dtypes import as_operand
from nnlite.ops.indexing import get_item
from nnlite.ops.joining import concatenate, stack
from nnlite.ops.op import Symbolic, operation
from nnlite.ops.slicing import Slice


def each(function, first, *others):
    """`function` of the leaves of alike lists, tuples or dictionaries, in their structure."""
    if isinstance(first, dict):
        return {key: each(function, first[key], *(other[key] for other in others)) for key in first}
    if isinstance(first, (list, tuple)):
        parts = [each(function, *group) for group in zip(first, *others, strict=True)]
        return type(first)(*parts) if hasattr(first, "_fields") else type(first)(parts)
    return None if first is None else function(first, *others)


def length_of(tree, who, axis=0):
    """The common size of the leaves along an axis; TypeError where it is not known yet (a drawing then tries some)."""
    sizes = set()
    each(lambda leaf: sizes.add(as_operand(leaf).shape[axis]), tree)
    if None in sizes:
        raise TypeError(f"{who}: how many steps there are is not known before the model runs. Received: sizes={sizes}")
    if len(sizes) != 1:
        raise ValueError(f"{who}: all inputs must have one size along axis {axis}. Received: sizes={sorted(sizes)}")
    return sizes.pop()


def decided(value, who, name):
    """A number that is known now; refused where it is computed by the model."""
    if isinstance(value, Symbolic) and value.value is None:
        raise TypeError(f"{who}: {name} is not known before the model runs, and a program has no branches. "
                        f"{received(name, value)}. Compute both sides and choose with ops.where.")
    return np.asarray(value)[()]


@operation
def map(f, xs):
    """f of every part along the first axis, the results stacked.

    >>> map(lambda row: row[0] + row[1], np.array([[1, 2], [3, 4]])).tolist()
    [3, 7]
    """
    steps = range(length_of(xs, "map"))
    results = [f(each(lambda leaf, i=i: get_item(leaf, i), xs)) for i in steps]
    if not results:
        raise ValueError("map: there is nothing to apply the function to. Received: a first axis of size 0")
    return each(lambda *parts: stack(parts), *results)


@operation
def vectorized_map(function, elements):
    """`function` of every part along the first axis, the results stacked: `map` under another name."""
    return map(function, elements)


@operation
def scan(f, init, xs=None, length=None, reverse=False, unroll=1):
    """A loop that carries something along: carry, y = f(carry, x) for every part x of xs.

    Args:
        f: The step.
        init: The first carry.
        xs: An array or tensor, or several in a list or dictionary; its parts along the first axis are the x.
        length: How many steps, needed where xs is None.
        reverse: Begin at the last part.
        unroll: Accepted; loops are always unrolled.

    Returns:
        The last carry, and all y stacked.

    >>> carry, sums = scan(lambda carry, x: (carry + x, carry + x), np.array(0), np.array([1, 2, 3]))
    >>> carry.tolist(), sums.tolist()
    (6, [1, 3, 6])
    """
    if xs is None and length is None:
        raise ValueError("scan: xs or length says how many steps there are. Received: xs=None, length=None")
    steps = whole_number(length, "length", "scan") if length is not None else length_of(xs, "scan")
    carry, results = init, []
    for i in range(steps)[:: -1 if reverse else 1]:
        carry, y = f(carry, each(lambda leaf, i=i: get_item(leaf, i), xs))
        results.append(y)
    results = results[::-1] if reverse else results
    return carry, each(lambda *parts: stack(parts), *results) if results else None


@operation
def associative_scan(f, elems, reverse=False, axis=0):
    """All partial results of an operation between neighbours, such as sums up to here.

    >>> associative_scan(lambda a, b: a + b, np.array([1, 2, 3])).tolist()
    [1, 3, 6]
    """
    steps = length_of(elems, "associative_scan", axis)

    def part(leaf, i):
        leaf = as_operand(leaf)
        cuts = [slice(None)] * len(leaf.shape)
        cuts[axis] = slice(i, i + 1)
        return Slice(cuts)(leaf)

    results = []
    for i in range(steps)[:: -1 if reverse else 1]:
        here = each(lambda leaf, i=i: part(leaf, i), elems)
        results.append(f(results[-1], here) if results else here)
    results = results[::-1] if reverse else results
    return each(lambda *parts: concatenate(parts, axis), *results) if results else elems


@operation
def fori_loop(lower, upper, body_fun, init_val):
    """value = body_fun(i, value) for every i from lower to upper - 1.

    >>> fori_loop(0, 4, lambda i, total: total + i, 0)
    6
    """
    value = init_val
    for i in range(int(decided(lower, "fori_loop", "lower")), int(decided(upper, "fori_loop", "upper"))):
        value = body_fun(i, value)
    return value


@operation
def while_loop(cond, body, loop_vars, maximum_iterations=None):
    """loop_vars = body(*loop_vars) as long as cond(*loop_vars), which must be known: not what a model computes.

    >>> while_loop(lambda i: i < 5, lambda i: i + 2, 0)
    6
    """
    several = isinstance(loop_vars, (list, tuple))
    values, count = tuple(loop_vars) if several else (loop_vars,), 0
    while (maximum_iterations is None or count < maximum_iterations) and decided(cond(*values), "while_loop", "cond"):
        result, count = body(*values), count + 1
        values = tuple(result) if several else (result,)
    return values if several else values[0]


@operation
def cond(pred, true_fn, false_fn):
    """true_fn() where `pred` holds, else false_fn(); `pred` must be known: not what a model computes.

    >>> cond(True, lambda: "yes", lambda: "no")
    'yes'
    """
    return true_fn() if decided(pred, "cond", "pred") else false_fn()


@operation
def switch(index, branches, *operands):
    """The branch of that number, called with the operands; an index beyond either end takes the branch there.

    >>> switch(1, [lambda x: x, lambda x: -x], 3)
    -3
    """
    index = int(decided(index, "switch", "index"))
    return branches[min(max(index, 0), len(branches) - 1)](*operands)
