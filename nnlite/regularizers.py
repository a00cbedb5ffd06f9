"""How does a loss punish large weights? A regularizer returns the penalty that is added to it.

    l1 * Σ|w|        pulls weights to exactly zero
    l2 * Σ w²        pulls large weights more than small ones
"""

from collections.abc import Callable, Mapping
from typing import Any, Self

import numpy as np

from nnlite import ops
from nnlite._checks import choice, number_between
from nnlite._identifiers import Registry

DEFAULT_STRENGTH = 0.01


class Regularizer:
    """Base of all regularizers: `regularizer(w)` returns a number, here 0.

    Example:
        >>> import numpy as np
        >>> from nnlite import regularizers
        >>> class Largest(regularizers.Regularizer):
        ...     def __call__(self, x):
        ...         return np.abs(x).max()
        >>> float(Largest()([1.0, -3.0]))
        3.0
    """

    def __call__(self, x: Any) -> Any:
        """The penalty for an array of weights."""
        return 0.0

    def get_config(self) -> dict[str, Any]:
        """The arguments that build the same regularizer again."""
        return {}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """A regularizer from what `get_config` returned."""
        return cls(**config)


class L1L2(Regularizer):
    """The sum of both penalties: `l1 * sum(|w|) + l2 * sum(w²)`.

    Args:
        l1: The strength of the first, 0 or more.
        l2: The strength of the second, 0 or more.

    Raises:
        ValueError: If a strength is negative, not finite or not a number.

    Example:
        >>> from nnlite import regularizers
        >>> float(regularizers.L1L2(l1=1, l2=10)([1.0, -2.0]))
        53.0
    """

    def __init__(self, l1: float | None = 0.0, l2: float | None = 0.0) -> None:
        self.l1 = number_between(0.0 if l1 is None else l1, "l1", "L1L2", 0)
        self.l2 = number_between(0.0 if l2 is None else l2, "l2", "L1L2", 0)

    def __call__(self, x: Any) -> Any:
        return ops.penalty(x, self.l1, self.l2)

    def get_config(self) -> dict[str, Any]:
        return {"l1": self.l1, "l2": self.l2}


class L1(Regularizer):
    """The penalty `l1 * sum(|w|)`, which makes weights exactly zero.

    Args:
        l1: The strength, 0 or more.

    Raises:
        ValueError: If the strength is negative, not finite or not a number.

    Example:
        >>> from nnlite import regularizers
        >>> float(regularizers.L1(0.5)([1.0, -2.0]))
        1.5
    """

    l2 = 0.0

    def __init__(self, l1: float | None = DEFAULT_STRENGTH) -> None:
        self.l1 = number_between(DEFAULT_STRENGTH if l1 is None else l1, "l1", "L1", 0)

    def __call__(self, x: Any) -> Any:
        return ops.penalty(x, self.l1, 0.0)

    def get_config(self) -> dict[str, Any]:
        return {"l1": self.l1}


class L2(Regularizer):
    """The penalty `l2 * sum(w²)`, which keeps weights small.

    Args:
        l2: The strength, 0 or more.

    Raises:
        ValueError: If the strength is negative, not finite or not a number.

    Example:
        >>> from nnlite import regularizers
        >>> float(regularizers.L2(0.5)([1.0, -2.0]))
        2.5
    """

    l1 = 0.0

    def __init__(self, l2: float | None = DEFAULT_STRENGTH) -> None:
        self.l2 = number_between(DEFAULT_STRENGTH if l2 is None else l2, "l2", "L2", 0)

    def __call__(self, x: Any) -> Any:
        return ops.penalty(x, 0.0, self.l2)

    def get_config(self) -> dict[str, Any]:
        return {"l2": self.l2}


class OrthogonalRegularizer(Regularizer):
    """The mean |cosine| of the angles between the rows (or columns) of a matrix, so that they point apart.

        penalty = factor · Σ |⟨a, b⟩| / pairs,  over all pairs of rows a, b of length one

    Args:
        factor: The strength.
        mode: "rows" or "columns".

    Raises:
        ValueError: If mode is another one; when it is called: if the weights are no matrix.

    Example:
        >>> from nnlite import regularizers
        >>> float(regularizers.OrthogonalRegularizer(1.0)([[1.0, 0.0], [3.0, 0.0]]))
        1.0
    """

    def __init__(self, factor: float = DEFAULT_STRENGTH, mode: str = "rows") -> None:
        self.factor = number_between(factor, "factor", "OrthogonalRegularizer", 0)
        self.mode = choice(mode, "mode", "OrthogonalRegularizer", ["rows", "columns"])

    def __call__(self, x: Any) -> Any:
        shape = ops.shape(x)
        if len(shape) != 2:
            raise ValueError(f"OrthogonalRegularizer: the weights must be a matrix. Received: shape {tuple(shape)}")
        vectors = x if self.mode == "rows" else ops.transpose(x)
        count = ops.shape(vectors)[0]
        if count < 2:
            return ops.multiply(ops.sum(vectors), 0.0)
        squares = ops.maximum(ops.sum(ops.square(vectors), axis=1, keepdims=True), 1e-12)
        unit = ops.multiply(vectors, ops.rsqrt(squares))
        products = ops.multiply(ops.matmul(unit, ops.transpose(unit)), 1.0 - np.eye(count))
        return ops.multiply(ops.sum(ops.abs(products)), self.factor / (count * (count - 1)))

    def get_config(self) -> dict[str, Any]:
        return {"factor": self.factor, "mode": self.mode}


l1, l2, l1_l2, orthogonal_regularizer = L1, L2, L1L2, OrthogonalRegularizer

NAMES = {"l1": L1, "l2": L2, "l1_l2": L1L2, "orthogonal_regularizer": OrthogonalRegularizer}
REGISTRY = Registry("regularizer", NAMES, base=Regularizer, module="keras.regularizers")


def get(identifier: Any, argument: str = "regularizer") -> Callable[..., Any] | None:
    """The regularizer that an identifier stands for: "l2", L2(0.1), a function of the weights, ...

    Raises:
        ValueError: If it stands for nothing known; the sentence names `argument`.
    """
    return REGISTRY.get(identifier, argument)


def serialize(regularizer: Any) -> Any:
    """Keras's dictionary form of a regularizer; the name of a function."""
    return REGISTRY.serialize(regularizer)


def deserialize(config: Any, custom_objects: Mapping[str, Any] | None = None) -> Callable[..., Any] | None:
    """The regularizer that `serialize` described."""
    return REGISTRY.get(config, custom_objects=custom_objects)
