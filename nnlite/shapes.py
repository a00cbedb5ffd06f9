"""What can be said about shapes before there are numbers? Tuples of sizes, None where a size is not known yet."""

import functools
from math import prod

Shape = tuple[int | None, ...]


def size(shape: Shape) -> int | None:
    """Number of elements, or None if a dimension is unknown."""
    known = [d for d in shape if d is not None]
    return prod(known) if len(known) == len(shape) else None


def same(first: Shape, second: Shape) -> bool:
    """Whether two shapes can be the same; None fits anything."""
    pairs = zip(first, second, strict=False)
    return len(first) == len(second) and all(a is None or b is None or a == b for a, b in pairs)


def merge(first: Shape, second: Shape) -> Shape:
    """The more exact of two shapes that can be the same."""
    return tuple(b if a is None else a for a, b in zip(first, second, strict=True))


def broadcast(first: Shape, second: Shape) -> Shape | None:
    """The shape of an elementwise operation as NumPy broadcasts, or None where it cannot."""
    if first == second:
        return tuple(first)
    length = max(len(first), len(second))
    padded = [(1,) * (length - len(shape)) + tuple(shape) for shape in (first, second)]
    result = []
    for a, b in zip(*padded, strict=True):
        if a == b or b == 1:
            result.append(a)
        elif a == 1 or a is None:
            result.append(b)
        elif b is None:
            result.append(a)
        else:
            return None
    return tuple(result)


@functools.lru_cache(1024)
def runs(shape: tuple[int, ...], *operands: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """An elementwise loop over `shape` with as few axes as possible: (size, the step of each operand), outermost first.

    A step is 0 where an operand is repeated. Axes are merged where one loop can run over both.

    >>> runs((8, 4, 5), (8, 4, 5), (5,))
    ((32, 5, 0), (5, 1, 1))
    """
    padded = [(1,) * (len(shape) - len(operand)) + tuple(operand) for operand in operands]
    result: list[tuple[int, ...]] = []
    full = [1] * len(operands)
    for axis in reversed(range(len(shape))):
        sizes = [operand[axis] for operand in padded]
        if any(len(operand) != len(shape) for operand in padded) or not {*sizes} <= {1, shape[axis]}:
            raise ValueError(f"These shapes cannot be broadcast to {shape}. Received: {operands}")
        steps = [0 if size == 1 else step for size, step in zip(sizes, full, strict=True)]
        full = [step * size for size, step in zip(sizes, full, strict=True)]
        if shape[axis] == 1:
            continue
        if result and all(step == inner * result[0][0] for step, inner in zip(steps, result[0][1:], strict=True)):
            result[0] = (shape[axis] * result[0][0], *result[0][1:])
        else:
            result.insert(0, (shape[axis], *steps))
    return tuple(result) or ((1, *(0 for _ in operands)),)


def normalize_axis(axis: int, rank: int, who: str) -> int:
    """An axis counted from the front; ValueError when there is no such axis."""
    if not -rank <= axis < rank:
        raise ValueError(
            f"{who}: axis must be between {-rank} and {rank - 1} for {rank} dimensions. Received: axis={axis}"
        )
    return axis % rank


def concatenate(shapes: list[Shape], axis: int) -> Shape | None:
    """The shape of arrays joined along an axis, or None where they do not fit."""
    result = shapes[0]
    for shape in shapes[1:]:
        if len(shape) != len(result):
            return None
        rest = [s[:axis] + s[axis + 1 :] for s in (result, shape)]
        if not same(*rest):
            return None
        total = size_sum(result[axis], shape[axis])
        merged = merge(*rest)
        result = merged[:axis] + (total,) + merged[axis:]
    return result


def size_sum(first: int | None, second: int | None) -> int | None:
    """The sum of two sizes, None if one is unknown."""
    return None if first is None or second is None else first + second


def reshape(shape: Shape, target: tuple[int, ...], who: str) -> Shape:
    """`target` with its one -1 filled in from the size of `shape` (both without the batch dimension)."""
    known = prod(d for d in target if d != -1)
    total = size(shape)
    if list(target).count(-1) > 1 or any(d is not None and d < -1 for d in target):
        raise ValueError(
            f"{who}: a target shape holds positive sizes and at most one -1. Received: target_shape={target}"
        )
    if total is None:
        return tuple(None if d == -1 else d for d in target)
    if -1 in target:
        if known and total % known == 0:
            return tuple(total // known if d == -1 else d for d in target)
    elif known == total:
        return tuple(target)
    raise ValueError(
        f"{who}: {total} numbers of shape {shape} do not fill the target shape. Received: target_shape={target} "
        f"({'a multiple of ' * (-1 in target)}{known} numbers), input shape {shape} ({total} numbers). "
        f"{reshape_fix(total, target)}"
    )


def reshape_fix(total: int, target: tuple[int, ...]) -> str:
    """A target shape near the one given that so many numbers fill: one size is left open."""
    for place in reversed(range(len(target))):
        rest = prod(target[:place] + target[place + 1 :])
        if -1 not in target and rest and total % rest == 0:
            return f"Write {target[:place] + (-1,) + target[place + 1 :]}: -1 becomes {total // rest}."
    return f"The product of the sizes must be {total}; one of them may be left open with -1, as in (-1,)."
