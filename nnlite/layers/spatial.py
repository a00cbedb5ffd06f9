"""Where are the rows and columns of an image, and its channels? What the layers over space have in common."""

from typing import Any

from nnlite import config
from nnlite._checks import choice, received, whole_number

FORMATS = ["channels_last", "channels_first"]


def data_format(value: Any, who: str) -> str:
    """Where the channels are; as `config.image_data_format` says by default."""
    return choice(config.image_data_format() if value is None else value, "data_format", who, FORMATS)


def axes(rank: int, data_format: str) -> range:
    """The axes between batch and channels, or behind both."""
    return range(1, rank - 1) if data_format == "channels_last" else range(2, rank)


def whole_numbers(value: Any, count: int, name: str, who: str, least: int = 0) -> tuple[int, ...]:
    """So many whole numbers; one number stands for as many."""
    if isinstance(value, (list, tuple)):
        if len(value) != count:
            raise ValueError(f"{who}: {name} must be one number or {count} of them. {received(name, value)}")
        return tuple(whole_number(one, name, who, least) for one in value)
    return (whole_number(value, name, who, least),) * count


def pairs(value: Any, count: int, name: str, who: str) -> tuple[tuple[int, int], ...]:
    """(before, after) for so many axes: from one number, from one a side, or from pairs."""
    if not isinstance(value, (list, tuple)):
        value = (value,) * count
    if len(value) != count:
        raise ValueError(f"{who}: {name} must be a number, or a number or a pair (before, after) for each of the "
                         f"{count} axes. {received(name, value)}")
    return tuple((first, last) for first, last in (whole_numbers(one, 2, name, who) for one in value))
