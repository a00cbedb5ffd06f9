"""Layers that cut the edges off."""

from typing import Any

from nnlite import ops
from nnlite.layers import spatial
from nnlite.layers.input_spec import InputSpec
from nnlite.layers.layer import Layer


class Cropping(Layer):
    """Base class of the cropping layers: `cropping` holds a pair (before, after) for every axis of space."""

    cropping: Any
    data_format = "channels_last"

    def pairs(self) -> dict[int, tuple[int, int]]:
        """(before, after) by axis."""
        rank = self.input_spec.ndim
        return dict(zip(spatial.axes(rank, self.data_format), self.cropping, strict=True))

    def check_shape(self, shape: Any) -> None:
        for axis, pair in self.pairs().items():
            if shape[axis] is not None and sum(pair) >= shape[axis]:
                raise ValueError(f"{self.name}: nothing is left of axis {axis}. Received: cropping={self.cropping}, "
                                 f"input shape {tuple(shape)}")

    def call(self, inputs: Any) -> Any:
        key = [slice(None)] * len(inputs.shape)
        for axis, (before, after) in self.pairs().items():
            key[axis] = slice(before, -after if after else None)
        return ops.get_item(inputs, tuple(key))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "cropping": self.cropping}


class Cropping1D(Cropping):
    """Sequences without their first and last steps.

    Args:
        cropping: How many steps: at both ends, or a pair (first, last).

    Input shape:
        (batch, steps, features)

    Output shape:
        (batch, steps - first - last, features)

    Parameters:
        0

    Raises:
        ValueError: Nothing is left.

    Example:

        >>> import nnlite
        >>> nnlite.layers.Cropping1D((1, 2))(nnlite.Input((8, 4))).shape
        (None, 5, 4)
    """

    def __init__(self, cropping: Any = (1, 1), **kwargs: Any):
        self.cropping = spatial.whole_numbers(cropping, 2, "cropping", "Cropping1D")
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=3)

    def pairs(self) -> dict[int, tuple[int, int]]:
        return {1: self.cropping}


class Cropping2D(Cropping):
    """Images without their edges.

    Args:
        cropping: How much: everywhere; (rows, columns); or ((top, bottom), (left, right)).
        data_format: "channels_last" or "channels_first"; by default what `config` says.

    Input shape:
        (batch, rows, columns, channels), or (batch, channels, rows, columns)

    Output shape:
        the same with fewer rows and columns

    Parameters:
        0

    Raises:
        ValueError: Nothing is left.

    Example:

        >>> import nnlite
        >>> nnlite.layers.Cropping2D(((1, 2), 3))(nnlite.Input((8, 8, 4))).shape
        (None, 5, 2, 4)
    """

    def __init__(self, cropping: Any = ((0, 0), (0, 0)), data_format: str | None = None, **kwargs: Any):
        self.data_format = spatial.data_format(data_format, "Cropping2D")
        self.cropping = spatial.pairs(cropping, 2, "cropping", "Cropping2D")
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=4)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "data_format": self.data_format}


class Cropping3D(Cropping):
    """Volumes without their edges.

    Args:
        cropping: How much: everywhere; a number for each axis; or a pair (before, after) for each axis.
        data_format: "channels_last" or "channels_first"; by default what `config` says.

    Input shape:
        (batch, depth, rows, columns, channels), or (batch, channels, depth, rows, columns)

    Output shape:
        the same, smaller

    Parameters:
        0

    Raises:
        ValueError: Nothing is left.

    Example:

        >>> import nnlite
        >>> nnlite.layers.Cropping3D(1)(nnlite.Input((8, 8, 8, 4))).shape
        (None, 6, 6, 6, 4)
    """

    def __init__(self, cropping: Any = ((1, 1), (1, 1), (1, 1)), data_format: str | None = None, **kwargs: Any):
        self.data_format = spatial.data_format(data_format, "Cropping3D")
        self.cropping = spatial.pairs(cropping, 3, "cropping", "Cropping3D")
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=5)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "data_format": self.data_format}
