"""Layers that make training harder, so that the model generalises: dropout, and penalties on what comes out."""

from typing import Any

import numpy as np

from nnlite import config, ops, regularizers
from nnlite._checks import number_between, whole_number
from nnlite.layers import calling, spatial
from nnlite.layers.input_spec import InputSpec
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

    supports_masking = True

    def __init__(self, rate: float, noise_shape: Any = None, seed: int | None = None, **kwargs: Any):
        self.rate = number_between(rate, "rate", type(self).__name__, 0, 1)
        self.noise_shape = None if noise_shape is None else tuple(noise_shape)
        self.seed = None if seed is None else whole_number(seed, "seed", type(self).__name__)
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


class SpatialDropout(Dropout):
    """Base class: dropout that drops whole channels, one draw for all places of space."""

    rank: int

    def __init__(self, rate: float, data_format: str | None = None, seed: int | None = None, **kwargs: Any):
        self.data_format = spatial.data_format(data_format, type(self).__name__)
        places = spatial.axes(self.rank, self.data_format)
        super().__init__(rate, tuple(1 if axis in places else None for axis in range(self.rank)), seed, **kwargs)
        self.input_spec = InputSpec(ndim=self.rank)

    def get_config(self) -> dict[str, Any]:  # Keras's classes take no more than this
        return {"name": self.name, "dtype": self.dtype, "rate": self.rate, "seed": self.seed,
                "data_format": self.data_format}


class SpatialDropout1D(SpatialDropout):
    """In training, drops whole features of a sequence, and scales the rest up by 1 / (1 - rate).

    Neighbouring steps are alike, so that a number dropped alone would hardly be missed (Tompson et al., 2014).

    Args:
        rate: The part to drop, from 0 to 1.
        seed: Where the draws begin; by default derived from the global seed.
        name, dtype: As for any layer.

    Input shape:
        (batch, steps, features)

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: rate is not between 0 and 1.

    Example:

        >>> import nnlite
        >>> nnlite.layers.SpatialDropout1D(0.5)([[[1.0], [2.0]]]).tolist()
        [[[1.0], [2.0]]]
    """

    rank = 3

    def __init__(self, rate: float, seed: int | None = None, name: str | None = None, dtype: Any = None,
                 **kwargs: Any):
        super().__init__(rate, "channels_last", seed, name=name, dtype=dtype, **kwargs)

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        del config["data_format"]
        return config


class SpatialDropout2D(SpatialDropout):
    """In training, drops whole channels of an image, and scales the rest up by 1 / (1 - rate).

    Args:
        rate: The part to drop, from 0 to 1.
        data_format: "channels_last" or "channels_first"; by default what `config` says.
        seed: Where the draws begin; by default derived from the global seed.
        name, dtype: As for any layer.

    Input shape:
        (batch, rows, columns, channels), or (batch, channels, rows, columns)

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: rate is not between 0 and 1.

    Example:

        >>> import nnlite
        >>> nnlite.layers.SpatialDropout2D(0.5)(nnlite.Input((8, 8, 3))).shape
        (None, 8, 8, 3)
    """

    rank = 4

    def __init__(self, rate: float, data_format: str | None = None, seed: int | None = None, name: str | None = None,
                 dtype: Any = None, **kwargs: Any):
        super().__init__(rate, data_format, seed, name=name, dtype=dtype, **kwargs)


class SpatialDropout3D(SpatialDropout):
    """In training, drops whole channels of a volume, and scales the rest up by 1 / (1 - rate).

    Args:
        rate: The part to drop, from 0 to 1.
        data_format: "channels_last" or "channels_first"; by default what `config` says.
        seed: Where the draws begin; by default derived from the global seed.
        name, dtype: As for any layer.

    Input shape:
        (batch, depth, rows, columns, channels), or (batch, channels, depth, rows, columns)

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: rate is not between 0 and 1.

    Example:

        >>> import nnlite
        >>> nnlite.layers.SpatialDropout3D(0.5)(nnlite.Input((4, 4, 4, 3))).shape
        (None, 4, 4, 4, 3)
    """

    rank = 5

    def __init__(self, rate: float, data_format: str | None = None, seed: int | None = None, name: str | None = None,
                 dtype: Any = None, **kwargs: Any):
        super().__init__(rate, data_format, seed, name=name, dtype=dtype, **kwargs)


class ActivityRegularization(Layer):
    """Its input, for whose size the loss grows: l1 · Σ|x| + l2 · Σx², a mean over the batch.

    Args:
        l1, l2: The strengths.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: A strength is negative.

    Example:

        >>> import nnlite
        >>> layer = nnlite.layers.ActivityRegularization(l1=0.5)
        >>> layer([[1.0, -3.0]]).tolist(), float(layer.losses[0])
        ([[1.0, -3.0]], 2.0)
    """

    supports_masking = True

    def __init__(self, l1: float = 0.0, l2: float = 0.0, **kwargs: Any):
        super().__init__(activity_regularizer=regularizers.L1L2(l1, l2), **kwargs)
        self.l1, self.l2 = l1, l2

    def call(self, inputs: Any) -> Any:
        return inputs

    def get_config(self) -> dict[str, Any]:
        config = {**super().get_config(), "l1": self.l1, "l2": self.l2}
        del config["activity_regularizer"]
        return config
