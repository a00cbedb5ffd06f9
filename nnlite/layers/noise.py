"""Layers that add or multiply noise while a model is trained, and do nothing else."""

import math
from typing import Any

from nnlite import ops, random
from nnlite._checks import number_between, whole_number
from nnlite.layers import calling
from nnlite.layers.layer import Layer

ALPHA, SCALE = 1.6732632423543772, 1.0507009873554805  # of selu (Klambauer et al., 2017)


class Noise(Layer):
    """Base class of the noise layers: `noisy(inputs)` in training, the inputs themselves otherwise."""

    supports_masking = True

    def __init__(self, seed: int | None = None, **kwargs: Any):
        self.seed = None if seed is None else whole_number(seed, "seed", type(self).__name__)
        self.seed_generator = random.SeedGenerator(self.seed)
        super().__init__(**kwargs)

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        active = calling.is_training() if training is None else training
        return self.noisy(inputs) if active else inputs

    def noisy(self, inputs: Any) -> Any:
        """The inputs with noise."""
        return inputs

    def normal(self, inputs: Any, mean: float, stddev: float) -> Any:
        """A normal number for every number of the inputs."""
        return random.normal(tuple(inputs.shape), mean, stddev, self.dtype, self.seed_generator)


class GaussianNoise(Noise):
    """In training, adds normal numbers of mean 0; else does nothing.

    Args:
        stddev: Their standard deviation, from 0 to 1.
        seed: Where the draws begin; by default derived from the global seed.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: stddev is not between 0 and 1.

    Example:

        >>> import nnlite
        >>> nnlite.layers.GaussianNoise(0.1)([[1.0, 2.0]]).tolist()
        [[1.0, 2.0]]
    """

    def __init__(self, stddev: float, seed: int | None = None, **kwargs: Any):
        self.stddev = number_between(stddev, "stddev", "GaussianNoise", 0, 1)
        super().__init__(seed, **kwargs)

    def noisy(self, inputs: Any) -> Any:
        return ops.add(inputs, self.normal(inputs, 0.0, self.stddev)) if self.stddev else inputs

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "stddev": self.stddev, "seed": self.seed}


class GaussianDropout(Noise):
    """In training, multiplies by normal numbers of mean 1 and variance rate / (1 - rate), which is that of dropout.

    Args:
        rate: The part that dropout would drop, from 0 to less than 1.
        seed: Where the draws begin; by default derived from the global seed.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: rate is negative, or 1 or more.

    Example:

        >>> import nnlite
        >>> nnlite.layers.GaussianDropout(0.5)([[1.0, 2.0]]).tolist()
        [[1.0, 2.0]]
    """

    def __init__(self, rate: float, seed: int | None = None, **kwargs: Any):
        self.rate = number_between(rate, "rate", "GaussianDropout", 0, 1, open_high=True)
        super().__init__(seed, **kwargs)

    def noisy(self, inputs: Any) -> Any:
        if not self.rate:
            return inputs
        return ops.multiply(inputs, self.normal(inputs, 1.0, math.sqrt(self.rate / (1 - self.rate))))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "rate": self.rate, "seed": self.seed}


class AlphaDropout(Noise):
    """In training, sets a part of its inputs to selu's lowest value, then shifts and scales: mean and variance stay.

    Behind `selu`, whose results have mean 0 and variance 1 (Klambauer et al., 2017).

    Args:
        rate: The part to drop, from 0 to less than 1.
        noise_shape: Shape of the draws; 1 where one draw serves the whole axis, None for the input's size.
        seed: Where the draws begin; by default derived from the global seed.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: rate is negative, or 1 or more.

    Example:

        >>> import nnlite
        >>> nnlite.layers.AlphaDropout(0.5)([[1.0, 2.0]]).tolist()
        [[1.0, 2.0]]
    """

    def __init__(self, rate: float, noise_shape: Any = None, seed: int | None = None, **kwargs: Any):
        self.rate = number_between(rate, "rate", "AlphaDropout", 0, 1, open_high=True)
        self.noise_shape = None if noise_shape is None else tuple(noise_shape)
        super().__init__(seed, **kwargs)

    def noisy(self, inputs: Any) -> Any:
        if not self.rate:
            return inputs
        sizes = self.noise_shape or (None,) * len(inputs.shape)
        shape = tuple(size if wanted is None else wanted for wanted, size in zip(sizes, inputs.shape, strict=True))
        kept = ops.greater_equal(random.uniform(shape, seed=self.seed_generator), self.rate)
        lowest = -ALPHA * SCALE
        factor = ((1 - self.rate) * (1 + self.rate * lowest**2)) ** -0.5
        chosen = ops.where(kept, inputs, lowest)
        return ops.add(ops.multiply(chosen, factor), -factor * lowest * self.rate)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "rate": self.rate, "seed": self.seed, "noise_shape": self.noise_shape}
