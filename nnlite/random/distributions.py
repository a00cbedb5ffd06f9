"""Numbers drawn one by one from a distribution; in a model every run draws new ones."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnlite import config
from nnlite._checks import number_between, sentence, whole_number
from nnlite.ops import recording
from nnlite.ops.arithmetic import cast
from nnlite.ops.random import Draw
from nnlite.ops.shaping import as_axes, as_shape
from nnlite.random.seed_generator import stream_of

BEYOND_TWO = 0.022750131948179212  # the part of a normal distribution that is above two standard deviations


def size_of(shape: Any, who: str) -> tuple[int | None, ...]:
    """A shape; in a drawing a size may be None."""
    if recording.current() is None:
        return as_shape(shape, who)
    return tuple(size if size is None else as_shape(size, who)[0] for size in as_axes(shape))


def type_of(dtype: Any, who: str) -> np.dtype:
    """float32 or float64."""
    result = np.dtype(dtype or config.floatx())
    if result not in (np.float32, np.float64):
        raise ValueError(sentence(who, "dtype must be float32 or float64", "dtype", str(result),
                                  "Use randint for whole numbers." if result.kind in "iu" else ""))
    return result


def normal(shape: Any, mean: float = 0.0, stddev: float = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    """Normal numbers.

    Args:
        shape: Shape of the result.
        mean, stddev: Mean and standard deviation.
        dtype: "float32" or "float64"; by default `config.floatx()`.
        seed: A whole number, for numbers that repeat; a `SeedGenerator`, for a stream; or None.

    >>> bool((normal((2,), seed=1) == normal((2,), seed=1)).all())
    True
    """
    settings = number_between(mean, "mean", "normal"), number_between(stddev, "stddev", "normal", 0)
    return Draw("random_normal", size_of(shape, "normal"), type_of(dtype, "normal"), stream_of(seed, "normal"),
                *settings, 0.0)()


def truncated_normal(shape: Any, mean: float = 0.0, stddev: float = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    """Normal numbers that are within two standard deviations of the mean.

    Args:
        shape: Shape of the result.
        mean, stddev: Mean and standard deviation before the tails were cut.
        dtype, seed: As for `normal`.

    >>> bool(abs(truncated_normal((1000,), seed=1)).max() <= 2)
    True
    """
    who = "truncated_normal"
    settings = number_between(mean, "mean", who), number_between(stddev, "stddev", who, 0), BEYOND_TWO
    return Draw("random_normal", size_of(shape, who), type_of(dtype, who), stream_of(seed, who), *settings)()


def uniform(shape: Any, minval: float = 0.0, maxval: float = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    """Numbers equally likely anywhere in [minval, maxval).

    Args:
        shape: Shape of the result.
        minval, maxval: The ends, of which the second is not drawn.
        dtype, seed: As for `normal`.

    >>> uniform((2, 3), 5, 6).shape
    (2, 3)
    """
    settings = number_between(minval, "minval", "uniform"), number_between(maxval, "maxval", "uniform")
    return Draw("random_uniform", size_of(shape, "uniform"), type_of(dtype, "uniform"), stream_of(seed, "uniform"),
                *settings)()


def randint(shape: Any, minval: int, maxval: int, dtype: Any = "int32", seed: Any = None) -> Any:
    """Whole numbers, equally likely, from minval to maxval - 1.

    Args:
        shape: Shape of the result.
        minval, maxval: The ends, of which the second is not drawn.
        dtype: A type of whole numbers.
        seed: As for `normal`.

    >>> bool((randint((100,), 2, 5) < 5).all())
    True
    """
    dtype = np.dtype(dtype)
    if dtype.kind not in "iu":
        raise ValueError(sentence("randint", "dtype must be a type of whole numbers", "dtype", str(dtype)))
    low, high = (whole_number(value, name, "randint", least=-(2**63))
                 for value, name in ((minval, "minval"), (maxval, "maxval")))
    if low >= high:
        raise ValueError(f"randint: minval must be below maxval. Received: minval={low}, maxval={high}")
    drawn = dtype if dtype in (np.int32, np.int64) else np.dtype(np.int64)
    y = Draw("random_integers", size_of(shape, "randint"), drawn, stream_of(seed, "randint"), low, high)()
    return y if drawn == dtype else cast(y, dtype)
