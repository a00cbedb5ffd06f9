"""Words as numbers."""

from typing import Any

import numpy as np

from nnlite._checks import choice
from nnlite.layers.index_lookup import IndexLookup
from nnlite.layers.text import as_text


class StringLookup(IndexLookup):
    """The index of every string in a vocabulary, or marks and counts of what a sample holds.

    In front of the vocabulary stand the mask (index 0, if there is one and the mode is "int") and the indices of
    unknown strings; several share out the unknown ones by FarmHash, or with a salt by SipHash, as TensorFlow does.

    Args:
        max_tokens: How long the vocabulary may be, special terms included; None for any length.
        num_oov_indices: How many indices unknown strings have; with 0 one is an error.
        mask_token: The string that fills up short samples; None for none.
        oov_token: What stands for unknown strings in the vocabulary.
        vocabulary: The strings: a list, an array, or the path of a file with one a line. None: `adapt` finds them.
        idf_weights: With output_mode "tf_idf" and a vocabulary, the weight of each string.
        invert: From indices to strings.
        output_mode: "int", or rows as long as the vocabulary: "one_hot", "multi_hot", "count", "tf_idf".
        pad_to_max_tokens: Whether these rows are max_tokens long instead.
        sparse: Not supported; leave it out.
        encoding: Only "utf-8".
        name: The layer's name.
        salt: One or two whole numbers, the key of another way to share out unknown strings.

    Input shape:
        any, strings

    Output shape:
        the same; (batch, vocabulary) in the modes with a row a sample

    Parameters:
        0

    Raises:
        ValueError: An argument is wrong, or the vocabulary has a string twice; when it runs: an unknown string where
            there is no index for one.

    Example:

        >>> import nnlite
        >>> layer = nnlite.layers.StringLookup(vocabulary=["sun", "rain"])
        >>> layer([["rain", "snow"]]).tolist(), layer.get_vocabulary()
        ([[2, 0]], ['[UNK]', 'sun', 'rain'])
    """

    takes_text = True

    def __init__(self, max_tokens: Any = None, num_oov_indices: int = 1, mask_token: Any = None,
                 oov_token: Any = "[UNK]", vocabulary: Any = None, idf_weights: Any = None, invert: bool = False,
                 output_mode: str = "int", pad_to_max_tokens: bool = False, sparse: bool = False,
                 encoding: str = "utf-8", name: str | None = None, salt: Any = None, **kwargs: Any):
        self.encoding = choice(encoding, "encoding", "StringLookup", ["utf-8"])
        super().__init__(max_tokens, num_oov_indices, mask_token, oov_token, vocabulary=vocabulary,
                         idf_weights=idf_weights, invert=invert, output_mode=output_mode, sparse=sparse,
                         pad_to_max_tokens=pad_to_max_tokens, salt=salt, name=name, **kwargs)

    def convert(self, values: Any) -> np.ndarray:
        """Strings as an array of Python strings."""
        return as_text(values, self.name)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "encoding": self.encoding}
