"""Categories as bins, without a vocabulary: a hash function decides, and two may share a bin."""

from typing import Any

import numpy as np

from nnlite import config
from nnlite._checks import choice, positive_int
from nnlite.layers import encoding
from nnlite.layers.fingerprints import bucket
from nnlite.layers.index_lookup import checked_salt, filled
from nnlite.layers.layer import Layer
from nnlite.layers.text import as_text
from nnlite.ops.computed import computed

WHOLE = ["int32", "int64"]


def result_type(dtype: Any, output_mode: str, who: str) -> str:
    """The type of the result: whole numbers for bins, floats for marks and counts."""
    if dtype is None:
        return "int64" if output_mode == "int" else config.floatx()
    name = str(getattr(dtype, "name", None) or getattr(dtype, "__name__", dtype))
    return choice(name, "dtype", who, WHOLE if output_mode == "int" else ["float32", "float64", *WHOLE])


class Hashing(Layer):
    """The bin of every category: y = hash(x) modulo num_bins, with the bins that TensorFlow gives.

    Args:
        num_bins: How many bins there are, that of the mask included.
        mask_value: The category that gets bin 0 for itself; None for none.
        salt: One or two whole numbers: the key of SipHash, instead of FarmHash's fingerprint.
        output_mode: "int", or rows of num_bins: "one_hot", "multi_hot", "count".
        sparse: Not supported; leave it out.
        dtype: The type of the result.

    Input shape:
        any; strings or whole numbers

    Output shape:
        the same; (batch, num_bins) in the modes with a row a sample

    Parameters:
        0

    Raises:
        ValueError: An argument is wrong.

    Example:

        >>> import nnlite
        >>> nnlite.layers.Hashing(num_bins=3)([["A"], ["B"], ["C"]]).tolist()
        [[1], [0], [1]]
    """

    takes_text = True

    def __init__(self, num_bins: int, mask_value: Any = None, salt: Any = None, output_mode: str = "int",
                 sparse: bool = False, dtype: Any = None, **kwargs: Any):
        super().__init__(**kwargs)
        self.num_bins = positive_int(num_bins, "num_bins", "Hashing")
        self.mask_value = mask_value
        self.salt = checked_salt(salt, "Hashing")
        self.output_mode = encoding.checked_mode(output_mode, "Hashing", ["int", *encoding.MODES])
        encoding.refuse_sparse(sparse, "Hashing")
        self.sparse = self.autocast = False
        self.dtype = result_type(dtype, self.output_mode, "Hashing")

    def call(self, inputs: Any) -> Any:
        return computed(self.name, self.compute, [inputs], self.compute_output_shape, self.dtype)

    def compute(self, values: np.ndarray) -> np.ndarray:
        """The bins, or rows, for an array of categories."""
        ids = filled([self.bin(value) for value in self.categories(values)], np.int64, values.shape)
        return ids if self.output_mode == "int" else \
            encoding.encode(ids, self.output_mode, self.num_bins, self.dtype, self.name)

    def categories(self, values: np.ndarray) -> list[Any]:
        """The categories in a flat list; numbers stay numbers."""
        return (values if values.dtype.kind in "fiub" else as_text(values, self.name)).reshape(-1).tolist()

    def bin(self, value: Any) -> int:
        """The bin of a category."""
        first = int(self.mask_value is not None and self.num_bins > 1)
        if first and value == self.mask_value:
            return 0
        text = value if isinstance(value, str) else str(int(value))
        return first + bucket(text, self.num_bins - first, self.salt)

    def compute_output_shape(self, input_shape: Any) -> Any:
        return encoding.encoded_shape(input_shape, self.output_mode, self.num_bins)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "num_bins": self.num_bins, "salt": self.salt, "mask_value": self.mask_value,
                "output_mode": self.output_mode, "sparse": self.sparse}
