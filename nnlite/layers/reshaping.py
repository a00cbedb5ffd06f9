"""Layers that put the same numbers into another shape."""

import operator
from typing import Any

from nnlite import ops, shapes
from nnlite._checks import choice, positive_int, received, sentence
from nnlite.layers.input_spec import InputSpec
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
            self.target_shape = tuple(operator.index(size) for size in target_shape)
        except TypeError:
            raise ValueError(sentence("Reshape", "target_shape must be a tuple of whole numbers", "target_shape",
                                      target_shape, "Write target_shape=(2, 3), with at most one -1.")) from None
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


class Permute(Layer):
    """The axes of every sample in another order.

    Args:
        dims: For each axis of the result, which axis of the sample it is, counted from 1.

    Input shape:
        (batch, …)

    Output shape:
        (batch, …), reordered

    Parameters:
        0

    Raises:
        ValueError: dims is not an order of 1, 2, ….

    Example:

        >>> import nnlite
        >>> nnlite.layers.Permute((2, 1))(nnlite.Input((10, 64))).shape
        (None, 64, 10)
    """

    def __init__(self, dims: Any, **kwargs: Any):
        self.dims = tuple(dims) if isinstance(dims, (list, tuple)) else (dims,)
        if sorted(self.dims, key=str) != sorted(range(1, len(self.dims) + 1), key=str):
            raise ValueError("Permute: dims are the whole numbers from 1 on, each once; the batch is not counted. "
                             f"{received('dims', dims)}")
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=len(self.dims) + 1)

    def call(self, inputs: Any) -> Any:
        return ops.transpose(inputs, (0, *self.dims))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "dims": self.dims}


class RepeatVector(Layer):
    """Every sample, a row of numbers, as a sequence of equal steps.

    Args:
        n: How many steps.

    Input shape:
        (batch, features)

    Output shape:
        (batch, n, features)

    Parameters:
        0

    Raises:
        ValueError: n is not a positive whole number.

    Example:

        >>> import nnlite
        >>> nnlite.layers.RepeatVector(2)([[1.0, 2.0]]).tolist()
        [[[1.0, 2.0], [1.0, 2.0]]]
    """

    def __init__(self, n: int, **kwargs: Any):
        self.n = positive_int(n, "n", "RepeatVector")
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=2)

    def call(self, inputs: Any) -> Any:
        return ops.repeat(ops.expand_dims(inputs, 1), self.n, axis=1)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "n": self.n}
