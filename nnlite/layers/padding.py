"""Layers that put zeros around."""

from typing import Any

from nnlite import ops
from nnlite.layers import spatial
from nnlite.layers.input_spec import InputSpec
from nnlite.layers.layer import Layer


class ZeroPadding(Layer):
    """Base class of the padding layers: `padding` holds a pair (before, after) for every axis of space."""

    padding: Any
    data_format: str

    def call(self, inputs: Any) -> Any:
        widths = [(0, 0)] * len(inputs.shape)
        pairs = [self.padding] if len(widths) == 3 else self.padding
        for axis, pair in zip(spatial.axes(len(widths), self.data_format), pairs, strict=True):
            widths[axis] = pair
        return ops.pad(inputs, widths)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "padding": self.padding, "data_format": self.data_format}


class ZeroPadding1D(ZeroPadding):
    """Sequences with zeros before the first and behind the last step.

    Args:
        padding: How many: at both ends, or a pair (before, behind).
        data_format: "channels_last" or "channels_first"; by default what `config` says.

    Input shape:
        (batch, steps, features), or (batch, features, steps)

    Output shape:
        the same with more steps

    Parameters:
        0

    Raises:
        ValueError: padding is not one or two whole numbers.

    Example:

        >>> import nnlite
        >>> nnlite.layers.ZeroPadding1D((1, 0))([[[1.0], [2.0]]]).tolist()
        [[[0.0], [1.0], [2.0]]]
    """

    def __init__(self, padding: Any = 1, data_format: str | None = None, **kwargs: Any):
        self.data_format = spatial.data_format(data_format, "ZeroPadding1D")
        self.padding = spatial.whole_numbers(padding, 2, "padding", "ZeroPadding1D")
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=3)


class ZeroPadding2D(ZeroPadding):
    """Images with zeros around them.

    Args:
        padding: How many: on all sides; (rows, columns); or ((top, bottom), (left, right)).
        data_format: "channels_last" or "channels_first"; by default what `config` says.

    Input shape:
        (batch, rows, columns, channels), or (batch, channels, rows, columns)

    Output shape:
        the same with more rows and columns

    Parameters:
        0

    Raises:
        ValueError: padding has another form.

    Example:

        >>> import nnlite
        >>> nnlite.layers.ZeroPadding2D(((1, 0), 2))(nnlite.Input((8, 8, 3))).shape
        (None, 9, 12, 3)
    """

    def __init__(self, padding: Any = (1, 1), data_format: str | None = None, **kwargs: Any):
        self.data_format = spatial.data_format(data_format, "ZeroPadding2D")
        self.padding = spatial.pairs(padding, 2, "padding", "ZeroPadding2D")
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=4)


class ZeroPadding3D(ZeroPadding):
    """Volumes with zeros around them.

    Args:
        padding: How many: on all sides; a number for each axis; or a pair (before, behind) for each axis.
        data_format: "channels_last" or "channels_first"; by default what `config` says.

    Input shape:
        (batch, depth, rows, columns, channels), or (batch, channels, depth, rows, columns)

    Output shape:
        the same, larger

    Parameters:
        0

    Raises:
        ValueError: padding has another form.

    Example:

        >>> import nnlite
        >>> nnlite.layers.ZeroPadding3D(1)(nnlite.Input((4, 4, 4, 3))).shape
        (None, 6, 6, 6, 3)
    """

    def __init__(self, padding: Any = ((1, 1), (1, 1), (1, 1)), data_format: str | None = None, **kwargs: Any):
        self.data_format = spatial.data_format(data_format, "ZeroPadding3D")
        self.padding = spatial.pairs(padding, 3, "padding", "ZeroPadding3D")
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=5)
