"""How does nnlite say that an argument is wrong? Who, what is wrong, `Received: name=value`, one likely fix.

    Dense: units must be a positive whole number. Received: units='10' (a str). Write units=10.

Each check returns the value in its plain Python type, or raises ValueError with such a sentence.
"""

import math
import numbers
import operator
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from nnlite._optional import Later

difflib = Later("difflib")

LONGEST_REPR = 80
NEAR_ENOUGH = 0.6


def sentence(who: str, wrong: str, name: str, value: object, fix: str = "") -> str:
    """The house sentence; `fix` is a sentence of its own, or empty."""
    return f"{who}: {wrong}. {received(name, value)}. {fix}".rstrip()


def received(name: str, value: object) -> str:
    """`Received: units='10' (a str)`: what arrived, cut to a readable length, and its type."""
    return f"Received: {name}={short_repr(value)}" + ("" if value is None else f" ({a_type(value)})")


def short_repr(value: object) -> str:
    """The repr of a value, never longer than a line."""
    text = " ".join(repr(value).split())
    return text if len(text) <= LONGEST_REPR else text[: LONGEST_REPR - 4] + " ..."


def a_type(value: object) -> str:
    """`a str`, `an int`, `the class Dense`."""
    if isinstance(value, type):
        return f"the class {value.__name__}"
    return with_article(type(value).__name__)


def with_article(noun: str) -> str:
    """`a layer`, `an optimizer`."""
    return ("an " if noun[:1].lower() in "aeiou" else "a ") + noun


def suggest(name: object, choices: Iterable[str], cutoff: float = NEAR_ENOUGH) -> str:
    """` Did you mean 'relu'?` where a choice is near enough to `name`, else an empty string.

    >>> suggest("reluu", ["relu", "tanh"])
    " Did you mean 'relu'?"
    >>> suggest("GlorotUnifrom", ["glorot_uniform", "he_normal"])
    " Did you mean 'glorot_uniform'?"
    """
    if not isinstance(name, str):
        return ""
    plain: dict[str, str] = {}
    for choice in choices:
        plain.setdefault(_plain(choice), choice)
    near = difflib.get_close_matches(_plain(name), plain, n=1, cutoff=cutoff)
    return f" Did you mean {plain[near[0]]!r}?" if near else ""


def _plain(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


def positive_int(value: object, name: str, who: str) -> int:
    """A whole number of at least 1."""
    return whole_number(value, name, who, least=1)


def whole_number(value: Any, name: str, who: str, least: int = 0) -> int:
    """An int or a NumPy integer of at least `least`; a bool, a float or a str is refused, not converted."""
    kind = "a positive whole number" if least == 1 else f"a whole number, {least} or more"
    try:
        number = None if isinstance(value, bool | np.bool_) else operator.index(value)
    except TypeError:
        number = None
    if number is None:
        raise ValueError(sentence(who, f"{name} must be {kind}", name, value, _write(name, _as_int(value), least)))
    if number < least:
        raise ValueError(sentence(who, f"{name} must be {kind}", name, number, f"Write {name}={least} or more."))
    return number


def number_between(value: object, name: str, who: str, low: float = -math.inf, high: float = math.inf, *,
                   open_low: bool = False, open_high: bool = False) -> float:
    """A finite real number in [low, high]; `open_low` and `open_high` exclude the end itself."""
    number = _as_float(value)
    above = number > low if open_low else number >= low
    below = number < high if open_high else number <= high
    if math.isfinite(number) and above and below:
        return number
    wrong = f"{name} must be {_range(low, high, open_low, open_high)}"
    raise ValueError(sentence(who, wrong, name, value, _number_fix(value, name, low, high)))


def boolean(value: object, name: str, who: str) -> bool:
    """True or False; the whole numbers 1 and 0 count as such."""
    if isinstance(value, bool | np.bool_) or (isinstance(value, int) and value in (0, 1)):
        return bool(value)
    raise ValueError(sentence(who, f"{name} must be True or False", name, value,
                              f"Write {name}=True or {name}=False."))


def choice(value: object, name: str, who: str, choices: Iterable[str]) -> str:
    """One of a few names, spelled exactly."""
    choices = list(choices)
    if isinstance(value, str) and value in choices:
        return value
    wrong = f"{name} must be one of {', '.join(map(repr, choices))}"
    raise ValueError(sentence(who, wrong, name, value, suggest(value, choices).strip()))


def unexpected_keywords(who: str, keywords: Mapping[str, object], allowed: Iterable[str] = ()) -> None:
    """Refuse what is left in **kwargs; Keras's words, and the keyword that was perhaps meant."""
    allowed = set(allowed)
    unknown = {name: value for name, value in keywords.items() if name not in allowed}
    if unknown:
        shown = ", ".join(f"{name!r}: {short_repr(value)}" for name, value in unknown.items())
        hints = "".join(dict.fromkeys(suggest(name, sorted(allowed)) for name in unknown))
        raise ValueError(f"Unrecognized keyword arguments passed to {who}: {{{shown}}}.{hints}")


def _as_float(value: object, also: type = numbers.Real) -> float:
    """A real number as a float; NaN for a bool, for anything else, and for what a float cannot hold."""
    if not isinstance(value, numbers.Real | also) or isinstance(value, bool):
        return math.nan
    try:
        return float(value)     # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return math.nan


def _as_int(value: object) -> int | None:
    """The whole number that was probably meant by a str or a float."""
    number = _as_float(value, also=str)
    return int(number) if number.is_integer() else None


def _write(name: str, number: int | None, least: int) -> str:
    return f"Write {name}={number}." if number is not None and number >= least else ""


def _number_fix(value: object, name: str, low: float, high: float) -> str:
    """A number written as text, or a percentage where a fraction is meant."""
    number = _as_float(value, also=str)
    if high == 1 and 10 <= number < 100:
        number /= 100
    elif not isinstance(value, str):
        return ""
    return f"Write {name}={number:g}." if low < number < high else ""


def _range(low: float, high: float, open_low: bool, open_high: bool) -> str:
    ends = []
    if math.isfinite(low):
        ends.append(f"above {low:g}" if open_low else f"at least {low:g}")
    if math.isfinite(high):
        ends.append(f"below {high:g}" if open_high else f"at most {high:g}")
    if len(ends) == 2 and not (open_low or open_high):
        return f"a number between {low:g} and {high:g}"
    return "a number " + " and ".join(ends) if ends else "a finite number"
