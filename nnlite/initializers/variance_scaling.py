"""How large should first weights be? So large that a signal keeps its variance from layer to layer.

A unit that sums `fan_in` inputs of variance 1 with weights of variance v has variance `fan_in * v`: one for
v = 1 / fan_in (LeCun 1998). A relu halves it, so that v = 2 / fan_in (He et al. 2015). Backwards the same holds
with `fan_out`, and Glorot and Bengio (2010) take the mean of the two.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlite._checks import choice, number_between
from nnlite.initializers.distributions import normal, truncated_normal, uniform
from nnlite.initializers.initializer import RandomInitializer, check_dtype, check_shape

# The standard deviation of a standard normal distribution that is cut at two deviations.
STDDEV_OF_TRUNCATED = 0.87962566103423978


def compute_fans(shape: Sequence[int], input_axes: Sequence[int] | None = None,
                 output_axes: Sequence[int] | None = None) -> tuple[int, int]:
    """How many inputs a unit sums, and how many units an input reaches.

    A matrix is (inputs, units). A kernel of a convolution is (*window, inputs, filters), and both fans count the
    places of the window. Where both axes arguments are given, the products of these sizes are the fans.

    >>> compute_fans((5, 3)), compute_fans((3, 3, 8, 16)), compute_fans((4,)), compute_fans(())
    ((5, 3), (72, 144), (4, 4), (1, 1))
    """
    if input_axes is not None and output_axes is not None:
        return math.prod(shape[axis] for axis in input_axes), math.prod(shape[axis] for axis in output_axes)
    if len(shape) < 2:
        size = shape[0] if len(shape) else 1
        return size, size
    places = math.prod(shape[:-2])
    return places * shape[-2], places * shape[-1]


class VarianceScaling(RandomInitializer):
    """Draws weights of variance `scale / n`, where n is the number of inputs, of units, or their mean.

    Normal: `stddev = sqrt(scale / n)`, after truncation. Uniform: in `±sqrt(3 * scale / n)`.

    Args:
        scale: A positive factor.
        mode: What n is: "fan_in", "fan_out" or "fan_avg".
        distribution: "truncated_normal" (or "normal", the same), "untruncated_normal" or "uniform".
        seed: A whole number, for values that repeat; see `RandomInitializer`.
        input_axes: The axes whose sizes make up the fan-in, if not the usual ones.
        output_axes: The axes whose sizes make up the fan-out; only together with `input_axes`.

    Raises:
        ValueError: If an argument is none of these.

    Example:
        >>> from nnlite import initializers
        >>> w = initializers.VarianceScaling(scale=2.0, mode="fan_in", seed=1)((200, 100))
        >>> bool(abs(w.var() - 2 / 200) < 0.001)
        True
    """

    def __init__(self, scale: float = 1.0, mode: str = "fan_in", distribution: str = "truncated_normal",
                 seed: Any = None, input_axes: Sequence[int] | None = None,
                 output_axes: Sequence[int] | None = None) -> None:
        who = type(self).__name__
        self.scale = number_between(scale, "scale", who, 0, open_low=True)
        self.mode = choice(mode, "mode", who, ["fan_in", "fan_out", "fan_avg"])
        name = distribution.lower() if isinstance(distribution, str) else distribution
        name = "truncated_normal" if name == "normal" else name
        names = ["truncated_normal", "untruncated_normal", "uniform"]
        self.distribution = choice(name, "distribution", who, names)
        self.input_axes = input_axes
        self.output_axes = output_axes
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> np.ndarray:
        shape, dtype = check_shape(shape, type(self).__name__), check_dtype(dtype, type(self).__name__, "f")
        fan_in, fan_out = compute_fans(shape, self.input_axes, self.output_axes)
        fans = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}
        variance = self.scale / max(1.0, fans[self.mode])
        if self.distribution == "uniform":
            limit = math.sqrt(3 * variance)
            values = uniform(self.generator(), shape, -limit, limit)
        elif self.distribution == "untruncated_normal":
            values = normal(self.generator(), shape, 0.0, math.sqrt(variance))
        else:
            values = truncated_normal(self.generator(), shape, 0.0, math.sqrt(variance) / STDDEV_OF_TRUNCATED)
        return values.astype(dtype)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "scale": self.scale, "mode": self.mode, "distribution": self.distribution,
                "input_axes": self.input_axes, "output_axes": self.output_axes}


class _Preset(VarianceScaling):
    """A scaling with a name of its own: `settings` are its scale, mode and distribution."""

    settings: tuple[float, str, str]

    def __init__(self, seed: Any = None, input_axes: Sequence[int] | None = None,
                 output_axes: Sequence[int] | None = None) -> None:
        super().__init__(*self.settings, seed, input_axes, output_axes)

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        return {name: config[name] for name in ("seed", "input_axes", "output_axes")}


class GlorotUniform(_Preset):
    """Draws from `±sqrt(6 / (fan_in + fan_out))`, uniformly: the kernel of most layers, if not told otherwise.

    Args and Raises: `seed`, `input_axes`, `output_axes` as in `VarianceScaling`.

    Example:
        >>> from nnlite import initializers
        >>> w = initializers.GlorotUniform(seed=1)((4, 2))
        >>> w.shape, bool(abs(w).max() <= 1)
        ((4, 2), True)
    """

    settings = (1.0, "fan_avg", "uniform")


class GlorotNormal(_Preset):
    """Draws from a truncated normal distribution with `stddev = sqrt(2 / (fan_in + fan_out))`.

    Args and Raises: `seed`, `input_axes`, `output_axes` as in `VarianceScaling`.

    Example:
        >>> from nnlite import initializers
        >>> initializers.GlorotNormal(seed=1)((4, 2)).shape
        (4, 2)
    """

    settings = (1.0, "fan_avg", "truncated_normal")


class LecunNormal(_Preset):
    """Draws from a truncated normal distribution with `stddev = sqrt(1 / fan_in)`: goes with selu.

    Args and Raises: `seed`, `input_axes`, `output_axes` as in `VarianceScaling`.

    Example:
        >>> from nnlite import initializers
        >>> initializers.LecunNormal(seed=1)((4, 2)).shape
        (4, 2)
    """

    settings = (1.0, "fan_in", "truncated_normal")


class LecunUniform(_Preset):
    """Draws from `±sqrt(3 / fan_in)`, uniformly.

    Args and Raises: `seed`, `input_axes`, `output_axes` as in `VarianceScaling`.

    Example:
        >>> from nnlite import initializers
        >>> initializers.LecunUniform(seed=1)((4, 2)).shape
        (4, 2)
    """

    settings = (1.0, "fan_in", "uniform")


class HeNormal(_Preset):
    """Draws from a truncated normal distribution with `stddev = sqrt(2 / fan_in)`: goes with relu.

    Args and Raises: `seed`, `input_axes`, `output_axes` as in `VarianceScaling`.

    Example:
        >>> from nnlite import initializers
        >>> initializers.HeNormal(seed=1)((4, 2)).shape
        (4, 2)
    """

    settings = (2.0, "fan_in", "truncated_normal")


class HeUniform(_Preset):
    """Draws from `±sqrt(6 / fan_in)`, uniformly: goes with relu.

    Args and Raises: `seed`, `input_axes`, `output_axes` as in `VarianceScaling`.

    Example:
        >>> from nnlite import initializers
        >>> initializers.HeUniform(seed=1)((4, 2)).shape
        (4, 2)
    """

    settings = (2.0, "fan_in", "uniform")
