"""Categories that are whole numbers already, as rows of marks or counts."""

from typing import Any

import numpy as np

from nnlite import ops
from nnlite._checks import positive_int
from nnlite.layers import encoding
from nnlite.layers.layer import Layer
from nnlite.ops.computed import computed


class CategoryEncoding(Layer):
    """Marks or counts of ids: y[i, c] = 1 where c is among the ids of sample i, or how often it is.

    Args:
        num_tokens: How many ids there are, 0 included.
        output_mode: "multi_hot" or "count" for one row a sample, "one_hot" for one row an id.
        sparse: Not supported; leave it out.

    Input shape:
        (batch, ids), whole numbers

    Output shape:
        (batch, num_tokens); for "one_hot" (batch, ids, num_tokens), without the axis of ids where it has size 1

    Parameters:
        0

    Raises:
        ValueError: num_tokens is missing or the mode unknown; when it runs: an id to be counted is negative.

    Example:

        >>> import nnlite
        >>> nnlite.layers.CategoryEncoding(3, output_mode="count")([[0, 2], [1, 1]]).tolist()
        [[1.0, 0.0, 1.0], [0.0, 2.0, 0.0]]
    """

    def __init__(self, num_tokens: Any = None, output_mode: str = "multi_hot", sparse: bool = False, **kwargs: Any):
        super().__init__(**kwargs)
        if num_tokens is None:
            raise ValueError("CategoryEncoding: num_tokens is missing. Received: num_tokens=None. "
                             "Use IntegerLookup where the number of ids is not known beforehand.")
        self.num_tokens = positive_int(num_tokens, "num_tokens", "CategoryEncoding")
        self.output_mode = encoding.checked_mode(output_mode, "CategoryEncoding", encoding.MODES)
        encoding.refuse_sparse(sparse, "CategoryEncoding")
        self.sparse = False

    def call(self, inputs: Any, count_weights: Any = None) -> Any:
        if count_weights is not None and self.output_mode != "count":
            raise ValueError(f"{self.name}: count_weights are for output_mode='count'. "
                             f"Received: output_mode={self.output_mode!r}")
        given = [inputs] if count_weights is None else [inputs, ops.convert_to_tensor(count_weights)]
        return computed(self.name, self.encode, given, self.shape_for, self.dtype)

    def encode(self, ids: np.ndarray, weights: Any = None) -> np.ndarray:
        """The rows for an array of ids."""
        return encoding.encode(ids.astype(np.int64), self.output_mode, self.num_tokens, self.dtype, self.name, weights)

    def shape_for(self, shape: Any, *_: Any) -> tuple:
        """Shape of the rows."""
        return encoding.encoded_shape(shape, self.output_mode, self.num_tokens)

    def compute_output_shape(self, input_shape: Any) -> Any:
        return self.shape_for(input_shape)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "num_tokens": self.num_tokens, "output_mode": self.output_mode}
