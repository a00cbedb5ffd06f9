"""Layers that put the same numbers into another shape."""

from typing import Any

from nnlite import ops, shapes
from nnlite._checks import choice, sentence
from nnlite.layers.layer import Layer


class Flatten(Layer):
    """Every sample becomes one row of numbers.

    Args:
        data_format: "channels_last"; "channels_first" is not supported.

    Input shape:
        (batch, …)

    Output shape:
        (batch, product of the rest)

    Parameters:
        0

    Example:

        >>> import nnlite
        >>> nnlite.layers.Flatten()(nnlite.Input(shape=(8, 8))).shape
        (None, 64)
    """

    def __init__(self, data_format: str | None = None, **kwargs: Any):
        self.data_format = choice(data_format or "channels_last", "data_format", "Flatten", ["channels_last"])
        super().__init__(**kwargs)

    def call(self, inputs: Any) -> Any:
        return ops.flatten_samples(inputs)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "data_format": self.data_format}


class Reshape(Layer):
    """Every sample in another shape, its numbers in their order.

    Args:
        target_shape: The new shape of a sample; one size may be -1.

    Input shape:
        (batch, …)

    Output shape:
        (batch, *target_shape)

    Parameters:
        0

    Raises:
        ValueError: The numbers do not fill the target shape.

    Example:

        >>> import nnlite
        >>> nnlite.layers.Reshape((2, -1))(nnlite.Input(shape=(8,))).shape
        (None, 2, 4)
    """

    def __init__(self, target_shape: Any, **kwargs: Any):
        try:
            self.target_shape = tuple(int(size) for size in target_shape)
        except TypeError:
            raise ValueError(sentence("Reshape", "target_shape must be a tuple", "target_shape", target_shape,
                                      f"Write target_shape=({target_shape},).")) from None
        shapes.reshape((None,), self.target_shape, "Reshape")
        super().__init__(**kwargs)

    def build(self, input_shape: Any) -> None:
        shapes.reshape(tuple(input_shape[1:]), self.target_shape, self.name)

    def check_shape(self, shape: Any) -> None:
        shapes.reshape(tuple(shape[1:]), self.target_shape, self.name)

    def call(self, inputs: Any) -> Any:
        return ops.reshape_samples(inputs, self.target_shape)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "target_shape": self.target_shape}
