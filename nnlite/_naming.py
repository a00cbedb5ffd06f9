"""What is an object called that was given no name? Its class in snake case, counted: dense, dense_1, dense_2."""

import collections
import contextlib
import re
import threading
from collections.abc import Iterator
from typing import Any

from nnlite._checks import sentence

LONGEST_NAME = 128

_thread = threading.local()
_counts: collections.Counter[str] = collections.Counter()
_lock = threading.Lock()


def unique_name(class_name: str) -> str:
    """The next free automatic name of a class: `dense`, then `dense_1`.

    >>> reset_names()
    >>> unique_name("MaxPooling2D"), unique_name("MaxPooling2D"), unique_name("LSTM")
    ('max_pooling2d', 'max_pooling2d_1', 'lstm')
    """
    name = to_snake_case(class_name)
    count = _count(name)
    return f"{name}_{count}" if count else name


def input_name() -> str:
    """The next automatic name of an Input; these count from one: `input_1`, then `input_2`."""
    return f"input_{_count('input') + 1}"


def get_uid(prefix: str = "") -> int:
    """The next number of a prefix, from 1 on; automatic names of layers are counted along.

    Example:

        >>> reset_names()
        >>> get_uid("block"), get_uid("block"), get_uid("other")
        (1, 2, 1)
    """
    return _count(prefix) + 1


def reset_names() -> None:
    """Begin every count again, as `clear_session` promises."""
    with _lock:
        _counts.clear()


def _count(name: str) -> int:
    """How often a name was asked for before."""
    with _lock:
        count = _counts[name]
        _counts[name] += 1
    return count


def owners() -> list[Any]:
    """The layers that are being built or called in this thread, outermost first; each enters itself."""
    found: list[Any] | None = getattr(_thread, "owners", None)
    if found is None:
        found = _thread.owners = []
    return found


@contextlib.contextmanager
def within(owner: Any) -> Iterator[None]:
    """While this runs, what is made belongs to `owner`, whose name goes in front of the names of its variables."""
    owners().append(owner)
    try:
        yield
    finally:
        owners().pop()


def path_of(name: str, *inner: Any) -> str:
    """Where a variable is: the names of the layers it is made in, then its own, `encoder/dense/kernel`."""
    around = [*owners(), *inner]
    names = [owner.name for place, owner in enumerate(around) if not place or owner is not around[place - 1]]
    return "/".join([*names, name])


def to_snake_case(class_name: str) -> str:
    """Keras's rule: a capital that begins a word opens a part; digits and runs of capitals stay together."""
    name = re.sub(r"\W+", "", class_name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def snake_name(function: Any) -> str:
    """What a function, or an object that can be called like one, is called in logs.

    >>> snake_name(lambda y_true, y_pred: 0)
    'lambda'
    """
    return to_snake_case(getattr(function, "__name__", type(function).__name__))


def check_name(name: object, who: str = "Layer") -> str:
    """A name that can stand in a table and in a file: printable, without a slash, at most 128 characters."""
    if not isinstance(name, str):
        raise ValueError(sentence(who, "a name must be a string", "name", name, f"Write name={str(name)[:32]!r}."))
    if not name.strip():
        raise ValueError(sentence(who, "a name must not be empty", "name", name, "Leave it out to have one made."))
    if "/" in name:
        raise ValueError(sentence(who, "a name must not contain '/'", "name", name,
                                  f"Write name={name.replace('/', '_')!r}."))
    if name in (".", "..") or not name.isprintable():
        raise ValueError(sentence(who, "a name must be printable, and not '.' or '..'", "name", name))
    if len(name) > LONGEST_NAME:
        raise ValueError(sentence(who, f"a name has at most {LONGEST_NAME} characters, this one {len(name)}",
                                  "name", name))
    return name
