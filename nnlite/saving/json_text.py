"""How is a configuration written as JSON, and read without believing in it? The reader is stricter than Python's."""

import re
import types
from typing import Any

import numpy as np

from nnlite._checks import a_type
from nnlite._identifiers import registered_name
from nnlite._optional import Later

json = Later("json")
DEEPEST = 64
LONGEST_NUMBER = 40     # characters; longer ones are no configuration
STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"')


def dump(value: Any) -> str:
    """A configuration as JSON text.

    Raises:
        ValueError: Something in it has no JSON form.

    >>> dump({"rate": np.float32(0.5), "shape": (None, 3)})
    '{"rate": 0.5, "shape": [null, 3]}'
    """
    try:
        return json.dumps(value, default=plain, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise ValueError(f"save_model: a configuration cannot be written down: {error}. A get_config must return "
                         "numbers, strings, lists and dictionaries.") from None


def plain(value: Any) -> Any:
    """NumPy's numbers and arrays, types, and functions by name, in a form that JSON has; Keras's for the last two."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return {"class_name": "__numpy__", "config": {"value": value.tolist(), "dtype": value.dtype.name}}
    if isinstance(value, np.dtype):
        return value.name
    if isinstance(value, types.FunctionType):
        if not value.__name__.isidentifier():
            raise TypeError("it holds a Python lambda, whose code no file can hold: write the function with def")
        return {"module": "builtins", "class_name": "function", "config": value.__name__,
                "registered_name": registered_name(value)}
    raise TypeError(f"it holds {a_type(value)}")


def parse(text: bytes) -> dict[str, Any]:
    """The dictionary that a JSON text stands for.

    Raises:
        ValueError: It is no such text: another encoding, nested too deeply, a key twice, NaN, endless numbers.

    >>> parse(b'{"a": 1, "a": 2}')
    Traceback (most recent call last):
    ValueError: the key 'a' comes twice
    """
    decoded = text.decode("utf-8")
    check_depth(decoded)
    value = json.loads(decoded, object_pairs_hook=unique, parse_constant=refused, parse_int=whole, parse_float=real)
    if not isinstance(value, dict):
        raise ValueError(f"it must be an object, and is {a_type(value)}")
    return value


def check_depth(text: str) -> None:
    """Raise where brackets are nested deeper than any model needs."""
    depth = 0
    for bracket in re.findall(r"[][{}]", STRINGS.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > DEEPEST:
            raise ValueError(f"it is nested deeper than {DEEPEST}")


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different."""
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise ValueError(f"the key {key[:80]!r} comes twice")
        result[key] = value
    return result


def refused(name: str) -> Any:
    """NaN and Infinity, which JSON does not have."""
    raise ValueError(f"{name} is not allowed")


def whole(digits: str) -> int:
    """A whole number of sensible length."""
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("a number is too long")
    return int(digits)


def real(digits: str) -> float:
    """A number of sensible length."""
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("a number is too long")
    return float(digits)
