"""Lists, tuples and dictionaries, nested as one likes: their leaves, and other values in their places.

The leaves of a dictionary come in the order of its keys, those of an OrderedDict in its own, as in Keras.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from nnlite._checks import a_type, received

__all__ = ["assert_same_structure", "flatten", "is_nested", "map_structure", "pack_sequence_as"]


def is_nested(structure: Any) -> bool:
    """Whether a value is a list, tuple or dictionary, and no leaf.

    Example:

        >>> is_nested([]), is_nested("text")
        (True, False)
    """
    return isinstance(structure, (list, tuple, dict))


def flatten(structure: Any) -> list[Any]:
    """The leaves in a flat list.

    Example:

        >>> flatten({"b": 1, "a": (2, [3])})
        [2, 3, 1]
    """
    if not is_nested(structure):
        return [structure]
    return [leaf for key in keys(structure) for leaf in flatten(structure[key])]


def map_structure(func: Callable[..., Any], *structures: Any) -> Any:
    """The same structure with each leaf put through a function.

    Args:
        func: Takes as many leaves as there are structures.
        structures: One or more that are alike; the result is like the first.

    Raises:
        TypeError: `func` cannot be called.
        ValueError: There is no structure, or they are not alike.

    Example:

        >>> map_structure(lambda x, y: x + y, [1, (2, 3)], [10, (20, 30)])
        [11, (22, 33)]
    """
    if not callable(func):
        raise TypeError(f"map_structure: func must be a function. {received('func', func)}. "
                        "Write map_structure(func, structure).")
    if not structures:
        raise ValueError("map_structure: there must be at least one structure. Received: none. "
                         "Write map_structure(func, structure).")
    for other in structures[1:]:
        check_alike(structures[0], other, "map_structure")
    leaves = (leaves_along(structures[0], other) for other in structures)
    return rebuilt(structures[0], map(func, *leaves))


def pack_sequence_as(structure: Any, flat_sequence: Iterable[Any]) -> Any:
    """The same structure with other leaves, as many as it has, in the order of `flatten`.

    Raises:
        ValueError: Too few or too many leaves.

    Example:

        >>> pack_sequence_as([0, {"b": 0, "a": 0}], [1, 2, 3])
        [1, {'b': 3, 'a': 2}]
    """
    leaves, wanted = list(flat_sequence), len(flatten(structure))
    if len(leaves) != wanted:
        raise ValueError(f"pack_sequence_as: the structure has {wanted} leaves. Received: flat_sequence of "
                         f"{len(leaves)}. Give one value for each leaf.")
    return rebuilt(structure, iter(leaves))


def assert_same_structure(a: Any, b: Any) -> None:
    """Raise unless two structures are alike: the same kinds, lengths and keys; leaves may be anything.

    Raises:
        ValueError: They are not alike.

    Example:

        >>> assert_same_structure([1, {"a": 2}], [None, {"a": "x"}])
    """
    check_alike(a, b, "assert_same_structure")


def leaves_along(first: Any, other: Any) -> list[Any]:
    """The leaves of a structure like the first, in the order of the first."""
    if not is_nested(first):
        return [other]
    return [leaf for key in keys(first) for leaf in leaves_along(first[key], other[key])]


def keys(structure: Any) -> list[Any]:
    """The keys or places of the items, in the order in which their leaves are listed."""
    if not isinstance(structure, dict):
        return list(range(len(structure)))
    if isinstance(structure, OrderedDict):
        return list(structure)
    try:
        return sorted(structure)
    except TypeError:  # keys of several types
        return sorted(structure, key=lambda key: (type(key).__qualname__, key))


def kind(structure: Any) -> type:
    """What must be the same: dictionaries of all classes are one kind, each namedtuple is its own."""
    return dict if isinstance(structure, dict) else type(structure)


def rebuilt(structure: Any, leaves: Iterator[Any]) -> Any:
    """The structure with leaves taken in order."""
    if not is_nested(structure):
        return next(leaves)
    items = {key: rebuilt(structure[key], leaves) for key in keys(structure)}
    if isinstance(structure, dict):
        result = structure.copy()
        result.update(items)
        return result
    values = items.values()
    return type(structure)(*values) if hasattr(structure, "_fields") else type(structure)(values)


def check_alike(a: Any, b: Any, who: str) -> None:
    """Raise the sentence that says where two structures differ."""
    if not is_nested(a) and not is_nested(b):
        return
    if is_nested(a) != is_nested(b) or kind(a) is not kind(b):
        raise ValueError(f"{who}: the structures are not alike: {a_type(a)} beside {a_type(b)}. "
                         f"{received('b', b)}. Nest both in one way.")
    if (set(a) if isinstance(a, dict) else len(a)) != (set(b) if isinstance(b, dict) else len(b)):
        what = f"keys {list(a)} beside {list(b)}" if isinstance(a, dict) else f"{len(a)} items beside {len(b)}"
        raise ValueError(f"{who}: the structures are not alike: {what}. {received('b', b)}. Nest both in one way.")
    for key in keys(a):
        check_alike(a[key], b[key], who)
