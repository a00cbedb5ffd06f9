"""Which weights turn a signal without stretching it? An orthogonal matrix: the recurrent kernels begin so."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlite._checks import number_between
from nnlite.initializers.initializer import RandomInitializer, check_dtype, check_shape


class Orthogonal(RandomInitializer):
    """Draws a matrix with orthonormal columns, or rows where these are fewer: `QᵀQ = gain² I`.

    It is the Q of the QR decomposition of a normal random matrix, with the signs that make all such matrices
    equally likely (Saxe et al. 2014). More axes are filled as a matrix of the last one against all others.

    Args:
        gain: The length of a column.
        seed: A whole number, for values that repeat; see `RandomInitializer`.

    Raises:
        ValueError: If the shape has fewer than two axes.

    Example:
        >>> import numpy as np
        >>> from nnlite import initializers
        >>> q = initializers.Orthogonal(seed=1)((4, 2), "float64")
        >>> np.allclose(q.T @ q, np.eye(2))
        True
    """

    def __init__(self, gain: float = 1.0, seed: Any = None) -> None:
        self.gain = number_between(gain, "gain", "Orthogonal")
        super().__init__(seed)

    def __call__(self, shape: Sequence[int], dtype: Any = None) -> np.ndarray:
        shape, dtype = check_shape(shape, "Orthogonal"), check_dtype(dtype, "Orthogonal", "f")
        if len(shape) < 2:
            raise ValueError(f"Orthogonal: the shape must have two axes or more. Received: shape={shape}.")
        rows, columns = math.prod(shape[:-1]), shape[-1]
        q, r = np.linalg.qr(self.generator().standard_normal((max(rows, columns), min(rows, columns))))
        q = q * np.where(np.diagonal(r) < 0, -1.0, 1.0)
        return (self.gain * (q.T if rows < columns else q)).reshape(shape).astype(dtype)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "gain": self.gain}
