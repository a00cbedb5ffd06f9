"""Layers that make sequences, images and volumes larger."""

from typing import Any

from nnlite import ops
from nnlite._checks import choice, positive_int
from nnlite.layers import spatial
from nnlite.layers.input_spec import InputSpec
from nnlite.layers.layer import Layer


class UpSampling1D(Layer):
    """Every step of a sequence several times.

    Args:
        size: How many times.

    Input shape:
        (batch, steps, features)

    Output shape:
        (batch, size · steps, features)

    Parameters:
        0

    Raises:
        ValueError: size is not a positive whole number.

    Example:

        >>> import nnlite
        >>> nnlite.layers.UpSampling1D()([[[1.0], [2.0]]]).tolist()
        [[[1.0], [1.0], [2.0], [2.0]]]
    """

    def __init__(self, size: int = 2, **kwargs: Any):
        self.size = positive_int(size, "size", "UpSampling1D")
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=3)

    def call(self, inputs: Any) -> Any:
        return ops.repeat(inputs, self.size, axis=1)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "size": self.size}


class UpSampling2D(Layer):
    """Images with several rows and columns for each.

    Args:
        size: How many: of both, or (rows, columns).
        data_format: "channels_last" or "channels_first"; by default what `config` says.
        interpolation: "nearest" repeats every pixel; "bilinear" goes in a straight line from one pixel's middle to
            the next one's.

    Input shape:
        (batch, rows, columns, channels), or (batch, channels, rows, columns)

    Output shape:
        the same with size[0] · rows and size[1] · columns

    Parameters:
        0

    Raises:
        ValueError: size is not one or two positive whole numbers, or another interpolation.

    Example:

        >>> import nnlite
        >>> nnlite.layers.UpSampling2D((1, 2), interpolation="bilinear")([[[[1.0], [3.0]]]]).tolist()
        [[[[1.0], [1.5], [2.5], [3.0]]]]
    """

    def __init__(self, size: Any = (2, 2), data_format: str | None = None, interpolation: str = "nearest",
                 **kwargs: Any):
        self.size = spatial.whole_numbers(size, 2, "size", "UpSampling2D", least=1)
        self.data_format = spatial.data_format(data_format, "UpSampling2D")
        name = interpolation.lower() if isinstance(interpolation, str) else interpolation
        self.interpolation = choice(name, "interpolation", "UpSampling2D", ["nearest", "bilinear"])
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=4)

    def call(self, inputs: Any) -> Any:
        for axis, times in zip(spatial.axes(4, self.data_format), self.size, strict=True):
            larger = ops.repeat if self.interpolation == "nearest" else between
            inputs = larger(inputs, times, axis)
        return inputs

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "size": self.size, "data_format": self.data_format,
                "interpolation": self.interpolation}


def between(x: Any, times: int, axis: int) -> Any:
    """x with so many numbers for each along an axis, in a straight line from each one's middle to the next one's.

    New number j of `times` lies at (j + ½) / times - ½ from the old one, so between it and one neighbour, which is
    the same for every old number: three shifted copies of x are enough. The ends are continued.
    """
    if times == 1:
        return x
    key: list[Any] = [slice(None)] * len(x.shape)
    widths = [(0, 0)] * len(x.shape)
    widths[axis] = (1, 1)
    longer = ops.pad(x, widths, mode="edge")

    def shifted(start: int, stop: int | None) -> Any:
        return ops.get_item(longer, (*key[:axis], slice(start, stop), *key[axis + 1:]))

    before, after = shifted(0, -2), shifted(2, None)
    new = []
    for j in range(times):
        place = (j + 0.5) / times - 0.5
        neighbour = before if place < 0 else after
        new.append(ops.add(ops.multiply(x, 1 - abs(place)), ops.multiply(neighbour, abs(place))) if place else x)
    shape = [-1 if size is None else size for size in x.shape]
    shape[axis] = shape[axis] * times if shape[axis] > 0 else -1
    return ops.reshape_samples(ops.stack(new, axis + 1), shape[1:])


class UpSampling3D(Layer):
    """Volumes with several layers, rows and columns for each.

    Args:
        size: How many: of all, or (depth, rows, columns).
        data_format: "channels_last" or "channels_first"; by default what `config` says.

    Input shape:
        (batch, depth, rows, columns, channels), or (batch, channels, depth, rows, columns)

    Output shape:
        the same, larger

    Parameters:
        0

    Raises:
        ValueError: size is not one or three positive whole numbers.

    Example:

        >>> import nnlite
        >>> nnlite.layers.UpSampling3D(2)(nnlite.Input((4, 4, 4, 3))).shape
        (None, 8, 8, 8, 3)
    """

    def __init__(self, size: Any = (2, 2, 2), data_format: str | None = None, **kwargs: Any):
        self.size = spatial.whole_numbers(size, 3, "size", "UpSampling3D", least=1)
        self.data_format = spatial.data_format(data_format, "UpSampling3D")
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=5)

    def call(self, inputs: Any) -> Any:
        for axis, times in zip(spatial.axes(5, self.data_format), self.size, strict=True):
            inputs = ops.repeat(inputs, times, axis)
        return inputs

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "size": self.size, "data_format": self.data_format}
