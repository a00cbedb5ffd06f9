"""Which initializers leave nothing to chance? Zeros, Ones, Constant and Identity."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np

from nnlite._checks import number_between, sentence
from nnlite.initializers.initializer import Initializer, check_dtype, check_shape


class Zeros(Initializer):
    """All zeros: the usual beginning of a bias.

    Example:
        >>> from nnlite import initializers
        >>> initializers.Zeros()((2, 2)).tolist()
        [[0.0, 0.0], [0.0, 0.0]]
    """

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> np.ndarray:
        return np.zeros(check_shape(shape, "Zeros"), check_dtype(dtype, "Zeros"))


class Ones(Initializer):
    """All ones: the usual beginning of a scale.

    Example:
        >>> from nnlite import initializers
        >>> initializers.Ones()((3,)).tolist()
        [1.0, 1.0, 1.0]
    """

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> np.ndarray:
        return np.ones(check_shape(shape, "Ones"), check_dtype(dtype, "Ones"))


class Constant(Initializer):
    """One given number everywhere, or a given array.

    Args:
        value: A number, or an array of exactly the shape that is asked for later.

    Raises:
        ValueError: If an array and the shape asked for differ.

    Example:
        >>> from nnlite import initializers
        >>> initializers.Constant(0.5)((1, 2)).tolist()
        [[0.5, 0.5]]
        >>> initializers.Constant([1, 2])((2,)).tolist()
        [1.0, 2.0]
    """

    def __init__(self, value: Any = 0.0) -> None:
        array = np.array(value)
        if array.dtype.kind not in "biuf":
            raise ValueError(sentence("Constant", "value must be a number or an array of them", "value", value))
        self.value = array if array.ndim else array.item()

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> np.ndarray:
        shape, dtype = check_shape(shape, "Constant"), check_dtype(dtype, "Constant")
        own_shape = np.shape(self.value)
        if own_shape and own_shape != shape:
            raise ValueError(f"Constant: the value has shape {own_shape}, the weight {shape}. "
                             f"Received: shape={shape}. Give a number, or an array of shape {shape}.")
        return np.full(shape, self.value, dtype)

    def get_config(self) -> dict[str, Any]:
        return {"value": self.value.tolist() if isinstance(self.value, np.ndarray) else self.value}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        value = config.get("value", 0.0)
        if isinstance(value, Mapping):      # the form in which Keras writes an array
            value = value["config"]["value"]
        return cls(value)


class Identity(Initializer):
    """The identity matrix, times `gain`; not necessarily square.

    Args:
        gain: The number on the diagonal.

    Raises:
        ValueError: If the shape is not that of a matrix.

    Example:
        >>> from nnlite import initializers
        >>> initializers.Identity()((2, 3)).tolist()
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    """

    def __init__(self, gain: float = 1.0) -> None:
        self.gain = number_between(gain, "gain", "Identity")

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> np.ndarray:
        shape, dtype = check_shape(shape, "Identity"), check_dtype(dtype, "Identity")
        if len(shape) != 2:
            raise ValueError(f"Identity: only a matrix can be an identity. Received: shape={shape}.")
        return (self.gain * np.eye(*shape)).astype(dtype)

    def get_config(self) -> dict[str, Any]:
        return {"gain": self.gain}
