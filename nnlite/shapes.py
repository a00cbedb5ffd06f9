"""What can be said about shapes before there are numbers? Tuples of sizes, None where a size is not known yet."""

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
        f"{who}: {total} numbers of shape {shape} do not fill the target shape. Received: target_shape={target}"
    )
