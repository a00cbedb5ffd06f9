"""How are weights drawn at random? From a normal, a truncated normal or a uniform distribution.

The numbers are drawn in float64 and then rounded: a seed gives the same weights in both float types, to precision.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlite._checks import number_between
from nnlite.initializers.initializer import RandomInitializer, check_dtype, check_shape

TRUNCATED_AT = 2.0      # standard deviations


def normal(random: np.random.Generator, shape: tuple[int, ...], mean: float, stddev: float) -> np.ndarray:
    """Normally distributed numbers."""
    return mean + stddev * random.standard_normal(shape)


def truncated_normal(random: np.random.Generator, shape: tuple[int, ...], mean: float,
                     stddev: float) -> np.ndarray:
    """Normally distributed numbers; one further than two deviations from the mean is drawn again."""
    values = random.standard_normal(shape)
    far = np.abs(values) > TRUNCATED_AT
    while far.any():
        values[far] = random.standard_normal(np.count_nonzero(far))
        far = np.abs(values) > TRUNCATED_AT
    return mean + stddev * values


def uniform(random: np.random.Generator, shape: tuple[int, ...], low: float, high: float) -> np.ndarray:
    """Numbers that are equally likely anywhere in [low, high)."""
    return random.uniform(low, high, shape)


class RandomNormal(RandomInitializer):
    """Draws from a normal distribution: `w ~ N(mean, stddev²)`.

    Args:
        mean: The centre.
        stddev: The standard deviation, 0 or more.
        seed: A whole number, for values that repeat, or a `SeedGenerator`; see `RandomInitializer`.

    Raises:
        ValueError: If an argument is not such a number.

    Example:
        >>> from nnlite import initializers
        >>> w = initializers.RandomNormal(stddev=0.1, seed=1)((100, 100))
        >>> bool(abs(w.std() - 0.1) < 0.01)
        True
    """

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: Any = None) -> None:
        self.mean = number_between(mean, "mean", type(self).__name__)
        self.stddev = number_between(stddev, "stddev", type(self).__name__, 0)
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> np.ndarray:
        shape, dtype = check_shape(shape, "RandomNormal"), check_dtype(dtype, "RandomNormal", "f")
        return normal(self.generator(), shape, self.mean, self.stddev).astype(dtype)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "mean": self.mean, "stddev": self.stddev}


class TruncatedNormal(RandomInitializer):
    """Draws from a normal distribution without its tails: what is over two deviations off is drawn again.

    Args:
        mean: The centre.
        stddev: The standard deviation before the tails are cut, 0 or more. After it, it is 0.88 times as large.
        seed: A whole number, for values that repeat, or a `SeedGenerator`; see `RandomInitializer`.

    Raises:
        ValueError: If an argument is not such a number.

    Example:
        >>> from nnlite import initializers
        >>> w = initializers.TruncatedNormal(stddev=0.1, seed=1)((100, 100))
        >>> bool(abs(w).max() <= 0.2)
        True
    """

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: Any = None) -> None:
        self.mean = number_between(mean, "mean", type(self).__name__)
        self.stddev = number_between(stddev, "stddev", type(self).__name__, 0)
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> np.ndarray:
        shape, dtype = check_shape(shape, "TruncatedNormal"), check_dtype(dtype, "TruncatedNormal", "f")
        return truncated_normal(self.generator(), shape, self.mean, self.stddev).astype(dtype)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "mean": self.mean, "stddev": self.stddev}


class RandomUniform(RandomInitializer):
    """Draws from a uniform distribution: `w ~ U[minval, maxval)`.

    Args:
        minval: The lower end.
        maxval: The upper end, not below the lower one.
        seed: A whole number, for values that repeat, or a `SeedGenerator`; see `RandomInitializer`.

    Raises:
        ValueError: If an argument is not such a number.

    Example:
        >>> from nnlite import initializers
        >>> w = initializers.RandomUniform(0, 1, seed=1)((100, 100))
        >>> bool(0 <= w.min() and w.max() < 1)
        True
    """

    def __init__(self, minval: float = -0.05, maxval: float = 0.05, seed: Any = None) -> None:
        self.minval = number_between(minval, "minval", "RandomUniform")
        self.maxval = number_between(maxval, "maxval", "RandomUniform", self.minval)
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> np.ndarray:
        shape, dtype = check_shape(shape, "RandomUniform"), check_dtype(dtype, "RandomUniform", "f")
        values = uniform(self.generator(), shape, self.minval, self.maxval).astype(dtype)
        below = np.nextafter(dtype.type(self.maxval), dtype.type(self.minval))      # rounding may reach maxval
        return np.minimum(values, below)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "minval": self.minval, "maxval": self.maxval}
