"""Layers that make training harder, so that the model generalises: dropout."""

from typing import Any

import numpy as np

from nnlite import config, ops
from nnlite._checks import number_between, whole_number
from nnlite.layers import calling
from nnlite.layers.layer import Layer


class Dropout(Layer):
    """In training, sets a part of its inputs to 0 and scales the rest up by 1 / (1 - rate); else does nothing.

    Args:
        rate: The part to drop, from 0 to 1.
        noise_shape: Shape of the mask; 1 (or the axis left None) where one draw serves the whole axis.
        seed: Where the draws begin; by default derived from the global seed.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: rate is not between 0 and 1.

    Example:

        >>> import nnlite
        >>> nnlite.layers.Dropout(0.5)([[1.0, 2.0]]).tolist()
        [[1.0, 2.0]]
    """

    def __init__(self, rate: float, noise_shape: Any = None, seed: int | None = None, **kwargs: Any):
        self.rate = number_between(rate, "rate", "Dropout", 0, 1)
        self.noise_shape = None if noise_shape is None else tuple(noise_shape)
        self.seed = None if seed is None else whole_number(seed, "seed", "Dropout")
        first = config.next_seed() if self.seed is None else self.seed
        self.state = np.array([first % 2**62], np.int64)
        super().__init__(**kwargs)

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        active = calling.is_training() if training is None else training
        if not active or self.rate == 0:
            return inputs
        return ops.dropout(inputs, self.rate, self.state, self.noise_shape)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "rate": self.rate, "seed": self.seed, "noise_shape": self.noise_shape}
