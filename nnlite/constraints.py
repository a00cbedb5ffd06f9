"""Which weights are allowed? A constraint takes weights after an update and returns the nearest allowed ones.

The norms are those of the vectors along `axis`: 0 for the weights that enter a unit of a Dense layer, (0, 1, 2)
for those of a filter of a Conv2D layer.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

import numpy as np

from nnlite import config
from nnlite._checks import number_between, whole_number
from nnlite._identifiers import Registry

Axis = int | Sequence[int]


class Constraint:
    """Base of all constraints: `constraint(w)` returns an array like w, here w itself.

    Example:
        >>> import numpy as np
        >>> from nnlite import constraints
        >>> class Clip(constraints.Constraint):
        ...     def __call__(self, w):
        ...         return np.clip(w, -1, 1)
        >>> Clip()(np.array([0.5, 2.0])).tolist()
        [0.5, 1.0]
    """

    def __call__(self, w: np.ndarray) -> np.ndarray:
        """The allowed weights for the weights `w`, which are not changed."""
        return w

    def get_config(self) -> dict[str, Any]:
        """The arguments that build the same constraint again."""
        return {}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """A constraint from what `get_config` returned."""
        return cls(**config)


class NonNeg(Constraint):
    """No weight below zero: `max(w, 0)`.

    Example:
        >>> import numpy as np
        >>> from nnlite import constraints
        >>> constraints.NonNeg()(np.array([-1.0, 2.0])).tolist()
        [0.0, 2.0]
    """

    def __call__(self, w: np.ndarray) -> np.ndarray:
        return np.maximum(w, 0)


class MaxNorm(Constraint):
    """No vector longer than `max_value`: `w * clip(norm, 0, max_value) / (epsilon + norm)`.

    Args:
        max_value: The greatest norm, 0 or more.
        axis: The axis, or axes, along which a vector lies.

    Raises:
        ValueError: If `max_value` is negative or not a number.

    Example:
        >>> import numpy as np
        >>> from nnlite import constraints
        >>> constraints.MaxNorm(1)(np.array([[3.0], [4.0]])).round(3).tolist()
        [[0.6], [0.8]]
    """

    def __init__(self, max_value: float = 2, axis: Axis = 0) -> None:
        self.max_value = number_between(max_value, "max_value", "MaxNorm", 0)
        self.axis = _check_axis(axis, "MaxNorm")

    def __call__(self, w: np.ndarray) -> np.ndarray:
        norms = _norms(w, self.axis)
        return w * (np.clip(norms, 0, self.max_value) / (config.epsilon() + norms))

    def get_config(self) -> dict[str, Any]:
        return {"max_value": self.max_value, "axis": self.axis}


class UnitNorm(Constraint):
    """Every vector of length one: `w / (epsilon + norm)`.

    Args:
        axis: The axis, or axes, along which a vector lies.

    Example:
        >>> import numpy as np
        >>> from nnlite import constraints
        >>> constraints.UnitNorm()(np.array([[3.0], [4.0]])).round(3).tolist()
        [[0.6], [0.8]]
    """

    def __init__(self, axis: Axis = 0) -> None:
        self.axis = _check_axis(axis, "UnitNorm")

    def __call__(self, w: np.ndarray) -> np.ndarray:
        return w / (config.epsilon() + _norms(w, self.axis))

    def get_config(self) -> dict[str, Any]:
        return {"axis": self.axis}


class MinMaxNorm(Constraint):
    """Every vector of a length between two bounds, or a part of the way there at each update.

    Formula: `w * (rate * clip(norm, min_value, max_value) + (1 - rate) * norm) / (epsilon + norm)`.

    Args:
        min_value: The least norm, 0 or more.
        max_value: The greatest norm, not below the least.
        rate: The part of the way, 0 to 1; 1 is all of it.
        axis: The axis, or axes, along which a vector lies.

    Raises:
        ValueError: If an argument is none of these.

    Example:
        >>> import numpy as np
        >>> from nnlite import constraints
        >>> constraints.MinMaxNorm(1, 2)(np.array([[0.3], [0.4]])).round(3).tolist()
        [[0.6], [0.8]]
    """

    def __init__(self, min_value: float = 0.0, max_value: float = 1.0, rate: float = 1.0, axis: Axis = 0) -> None:
        self.min_value = number_between(min_value, "min_value", "MinMaxNorm", 0)
        self.max_value = number_between(max_value, "max_value", "MinMaxNorm", self.min_value, math.inf)
        self.rate = number_between(rate, "rate", "MinMaxNorm", 0, 1)
        self.axis = _check_axis(axis, "MinMaxNorm")

    def __call__(self, w: np.ndarray) -> np.ndarray:
        norms = _norms(w, self.axis)
        desired = self.rate * np.clip(norms, self.min_value, self.max_value) + (1 - self.rate) * norms
        return w * (desired / (config.epsilon() + norms))

    def get_config(self) -> dict[str, Any]:
        return {"min_value": self.min_value, "max_value": self.max_value, "rate": self.rate, "axis": self.axis}


def _check_axis(axis: Axis, who: str) -> int | list[int]:
    """An axis as an int, several as a list, which a JSON file can hold."""
    if isinstance(axis, Sequence) and not isinstance(axis, str):
        return [whole_number(each, "axis", who, least=-32) for each in axis]
    return whole_number(axis, "axis", who, least=-32)


def _norms(w: np.ndarray, axis: int | list[int]) -> np.ndarray:
    axes = axis if isinstance(axis, int) else tuple(axis)
    return np.sqrt(np.sum(np.square(w), axis=axes, keepdims=True))


max_norm, min_max_norm, non_neg, unit_norm = MaxNorm, MinMaxNorm, NonNeg, UnitNorm

REGISTRY = Registry("constraint", {
    "max_norm": MaxNorm,
    "min_max_norm": MinMaxNorm,
    "non_neg": NonNeg,
    "unit_norm": UnitNorm,
}, base=Constraint, module="keras.constraints")


def get(identifier: Any, argument: str = "constraint") -> Callable[..., Any] | None:
    """The constraint that an identifier stands for: "non_neg", MaxNorm(3), a function of the weights, ...

    Raises:
        ValueError: If it stands for nothing known; the sentence names `argument`.
    """
    return REGISTRY.get(identifier, argument)


def serialize(constraint: Any) -> Any:
    """Keras's dictionary form of a constraint; the name of a function."""
    return REGISTRY.serialize(constraint)


def deserialize(config: Any, custom_objects: Mapping[str, Any] | None = None) -> Callable[..., Any] | None:
    """The constraint that `serialize` described."""
    return REGISTRY.get(config, custom_objects=custom_objects)
