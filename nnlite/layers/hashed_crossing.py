"""Pairs of categories as bins: what two columns say together, without a table of all pairs."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlite._checks import positive_int
from nnlite.layers import encoding
from nnlite.layers.fingerprints import ALL, fingerprint, shift_mix
from nnlite.layers.hashing import result_type
from nnlite.layers.index_lookup import filled
from nnlite.layers.layer import Layer
from nnlite.layers.text import as_text
from nnlite.ops.computed import computed

SEED, MULTIPLIER = 0xDECAFCAFFE, 0xC6A4A7935BD1E995  # TensorFlow's


class HashedCrossing(Layer):
    """One bin for the categories of several columns: y = hash(x0, x1, …) modulo num_bins, as TensorFlow has it.

    Args:
        num_bins: How many bins there are.
        output_mode: "int", or "one_hot" for rows of num_bins.
        sparse: Not supported; leave it out.
        name: The layer's name.
        dtype: The type of the result.

    Input shape:
        a list of at least two, each (batch,) or (batch, 1); strings or whole numbers

    Output shape:
        the same; (batch, num_bins) for "one_hot"

    Parameters:
        0

    Raises:
        ValueError: An argument is wrong, or the inputs have different shapes.

    Example:

        >>> import nnlite
        >>> nnlite.layers.HashedCrossing(1000)([np.array(["A", "B", "A"]), np.array([101, 102, 101])]).tolist()
        [891, 576, 891]
    """

    takes_text = True
    several_inputs = True

    def __init__(self, num_bins: int, output_mode: str = "int", sparse: bool = False, name: str | None = None,
                 dtype: Any = None, **kwargs: Any):
        super().__init__(name=name, **kwargs)
        self.num_bins = positive_int(num_bins, "num_bins", "HashedCrossing")
        self.output_mode = encoding.checked_mode(output_mode, "HashedCrossing", ["int", "one_hot"])
        encoding.refuse_sparse(sparse, "HashedCrossing")
        self.sparse = self.autocast = False
        self.dtype = result_type(dtype, self.output_mode, "HashedCrossing")

    def call(self, inputs: Any) -> Any:
        if not isinstance(inputs, (list, tuple)) or len(inputs) < 2:
            raise ValueError(f"{self.name}: takes a list of at least two inputs. Write layer([a, b]).")
        first = tuple(inputs[0].shape)
        if len(first) > 2 or (len(first) == 2 and first[1] != 1) or any(tuple(x.shape) != first for x in inputs):
            raise ValueError(f"{self.name}: the inputs must have one shape, (batch,) or (batch, 1). "
                             f"Received: shapes {[tuple(x.shape) for x in inputs]}")
        return computed(self.name, self.compute, list(inputs), lambda *shapes: self.compute_output_shape(shapes),
                        self.dtype)

    def compute(self, *columns: np.ndarray) -> np.ndarray:
        """The bins, or rows, for arrays of categories."""
        numbers = [self.numbers(column) for column in columns]
        ids = filled([cross(row) % self.num_bins for row in zip(*numbers, strict=True)], np.int64, columns[0].shape)
        return ids if self.output_mode == "int" else \
            encoding.encode(ids, "one_hot", self.num_bins, self.dtype, self.name)

    def numbers(self, column: np.ndarray) -> list[int]:
        """A number for each category: itself, or the fingerprint of a string."""
        if column.dtype.kind == "f":
            raise ValueError(f"{self.name}: takes strings or whole numbers. Received: dtype={column.dtype}. "
                             "Use Discretization first.")
        if column.dtype.kind in "iub":
            return column.reshape(-1).tolist()
        return [fingerprint(text.encode()) for text in as_text(column, self.name).reshape(-1).tolist()]

    def compute_output_shape(self, input_shape: Any) -> Any:
        return encoding.encoded_shape(input_shape[0], self.output_mode, self.num_bins)

    def get_config(self) -> dict[str, Any]:
        return {"name": self.name, "dtype": self.dtype, "num_bins": self.num_bins, "output_mode": self.output_mode,
                "sparse": self.sparse}  # Keras's takes no trainable


def cross(numbers: Sequence[int]) -> int:
    """Several numbers in one of 64 bits; their order matters."""
    result = SEED
    for number in numbers:
        result ^= MULTIPLIER
        result ^= shift_mix(number * MULTIPLIER) * MULTIPLIER & ALL
        result = shift_mix(shift_mix(result * MULTIPLIER) * MULTIPLIER)
    return result
