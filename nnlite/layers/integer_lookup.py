"""Whole numbers that are names, such as postcodes, as numbers without gaps."""

from typing import Any

import numpy as np

from nnlite._checks import choice, received
from nnlite.layers.index_lookup import IndexLookup


class IntegerLookup(IndexLookup):
    """The index of every whole number in a vocabulary, or marks and counts of what a sample holds.

    Args:
        max_tokens: How long the vocabulary may be, special numbers included; None for any length.
        num_oov_indices: How many indices unknown numbers have, shared out by value % num_oov_indices; with 0 an
            unknown number is an error.
        mask_token: The number that fills up short samples; None for none.
        oov_token: What stands for unknown numbers in the vocabulary.
        vocabulary: The numbers: a list, an array, or the path of a file with one a line. None: `adapt` finds them.
        vocabulary_dtype: Only "int64".
        idf_weights: With output_mode "tf_idf" and a vocabulary, the weight of each number.
        invert: From indices to the numbers of the vocabulary.
        output_mode: "int", or rows as long as the vocabulary: "one_hot", "multi_hot", "count", "tf_idf".
        sparse: Not supported; leave it out.
        pad_to_max_tokens: Whether these rows are max_tokens long instead.
        oov_method: "floormod", or "farmhash" for sharing unknown numbers out by a hash.
        salt: One or two whole numbers, the key of another hash.
        name: The layer's name.

    Input shape:
        any, whole numbers

    Output shape:
        the same; (batch, vocabulary) in the modes with a row a sample

    Parameters:
        0

    Raises:
        ValueError: An argument is wrong, or the vocabulary has a number twice; when it runs: an unknown number where
            there is no index for one.

    Example:

        >>> import nnlite
        >>> nnlite.layers.IntegerLookup(vocabulary=[10115, 80331])([[80331, 7]]).tolist()
        [[2, 0]]
    """

    key_dtype = np.int64

    def __init__(self, max_tokens: Any = None, num_oov_indices: int = 1, mask_token: Any = None, oov_token: Any = -1,
                 vocabulary: Any = None, vocabulary_dtype: str = "int64", idf_weights: Any = None,
                 invert: bool = False, output_mode: str = "int", sparse: bool = False,
                 pad_to_max_tokens: bool = False, oov_method: str = "floormod", salt: Any = None,
                 name: str | None = None, **kwargs: Any):
        self.vocabulary_dtype = choice(vocabulary_dtype, "vocabulary_dtype", "IntegerLookup", ["int64"])
        super().__init__(max_tokens, num_oov_indices, mask_token, oov_token, vocabulary=vocabulary,
                         idf_weights=idf_weights, invert=invert, output_mode=output_mode, sparse=sparse,
                         pad_to_max_tokens=pad_to_max_tokens, oov_method=oov_method, salt=salt, name=name, **kwargs)

    def convert(self, values: Any) -> np.ndarray:
        """Numbers as an array of int64."""
        try:
            array = np.asarray(values)
            if array.dtype.kind not in "iubf":
                raise ValueError(array.dtype)
            return np.ascontiguousarray(array, np.int64).reshape(array.shape)
        except (ValueError, TypeError):
            raise ValueError(f"{self.name}: takes whole numbers in rows of one length. {received('data', values)}. "
                             "Use StringLookup for text.") from None

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "vocabulary_dtype": self.vocabulary_dtype}
