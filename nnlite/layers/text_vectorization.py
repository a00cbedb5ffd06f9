"""Texts as the indices of their words, or as marks, counts and weights of them."""

from collections.abc import Iterable
from typing import Any, Self

import numpy as np

from nnlite._checks import choice, positive_int
from nnlite.graph.tensor import Tensor
from nnlite.layers import encoding, index_lookup, tokens
from nnlite.layers.adapting import batches_of
from nnlite.layers.functional import known
from nnlite.layers.layer import Layer
from nnlite.layers.string_lookup import StringLookup
from nnlite.layers.text import as_text
from nnlite.ops.computed import computed


class TextVectorization(Layer):
    """Cut texts into words and look these up: make uniform, split, join n-grams, index, fill up.

    Index 0 fills up short texts, 1 stands for unknown words, and the vocabulary follows.

    Args:
        max_tokens: How long the vocabulary may be, with these two; None for any length.
        standardize: "lower_and_strip_punctuation" (of ASCII letters and marks), "lower", "strip_punctuation", None,
            or a function from an array of strings to one.
        split: "whitespace", "character", None (every string is a word), or a function from an array of strings to a
            list of lists of words.
        ngrams: Up to how many neighbouring words are also looked up together, or a tuple of such numbers.
        output_mode: "int", or rows as long as the vocabulary: "multi_hot", "count", "tf_idf" ("one_hot" for each word).
        output_sequence_length: With "int", how many indices a text gets; a longer one is cut. None for the longest of
            the batch, which is for calls on arrays: in a model the length must be known.
        pad_to_max_tokens: Whether rows are max_tokens long.
        vocabulary: The words: a list, an array, or the path of a file with one a line. None: `adapt` finds them.
        idf_weights: With "tf_idf" and a vocabulary, the weight of each word.
        sparse, ragged: Not supported; leave them out.
        encoding: Only "utf-8".
        name: The layer's name.

    Input shape:
        (batch,) or (batch, 1), strings

    Output shape:
        (batch, output_sequence_length), or (batch, vocabulary) in the modes with a row a text

    Parameters:
        0

    Raises:
        ValueError: An argument is wrong; when it is called: there are several texts a sample.

    Example:

        >>> import nnlite
        >>> layer = nnlite.layers.TextVectorization(output_sequence_length=4)
        >>> layer.adapt(["The sun, the rain.", "The wind!"])
        >>> layer.get_vocabulary(), layer(["the rain today"]).tolist()
        (['', '[UNK]', 'the', 'wind', 'sun', 'rain'], [[2, 5, 1, 0]])
    """

    takes_text = True

    def __init__(self, max_tokens: Any = None, standardize: Any = "lower_and_strip_punctuation",
                 split: Any = "whitespace", ngrams: Any = None, output_mode: str = "int",
                 output_sequence_length: Any = None, pad_to_max_tokens: bool = False, vocabulary: Any = None,
                 idf_weights: Any = None, sparse: bool = False, ragged: bool = False, encoding: str = "utf-8",
                 name: str | None = None, vocabulary_size: int | None = None, has_input_vocabulary: bool | None = None,
                 **kwargs: Any):
        who = "TextVectorization"
        super().__init__(name=name, **kwargs)
        self.standardize = tokens.named_or_function(standardize, tokens.STANDARDS, "standardize")
        self.split = tokens.named_or_function(split, tokens.SPLITS, "split")
        self.ngrams = tuple(ngrams) if isinstance(ngrams, list) else ngrams
        self.widths = tokens.widths_of(ngrams)
        self.encoding = choice(encoding, "encoding", who, ["utf-8"])
        refuse_unsupported(sparse, ragged)
        length = output_sequence_length
        self.output_sequence_length = None if length is None else positive_int(length, "output_sequence_length", who)
        self._lookup_layer = StringLookup(
            max_tokens, mask_token="", vocabulary=vocabulary, idf_weights=idf_weights, output_mode=output_mode,
            pad_to_max_tokens=pad_to_max_tokens, vocabulary_size=vocabulary_size,
            has_input_vocabulary=has_input_vocabulary, name=f"{self.name}_lookup")
        self.output_mode = self._lookup_layer.output_mode
        if self.output_mode != "int" and length is not None:
            raise ValueError(f"{who}: output_sequence_length is for output_mode='int'. "
                             f"Received: output_mode={output_mode!r}, output_sequence_length={length}")

    # ----------------------------------------------------------------------------------------- the vocabulary

    def adapt(self, data: Any, batch_size: Any = None, steps: Any = None) -> None:
        """Learn the vocabulary from texts: the most frequent words first; what was learnt before is forgotten.

        Args:
            data: Texts in an array, a list or a column, or an iterable of batches of them.
            batch_size: Accepted as in Keras; nothing depends on it.
            steps: How many batches to look at; None for all.
        """
        batches = batches_of(data, steps, self.name)
        self._lookup_layer.reset_state()
        for batch in batches:
            self.update_state(batch)
        self.finalize_state()

    def update_state(self, data: Any) -> None:
        """Count the words of a batch."""
        self._lookup_layer.update_documents(self.words(as_text(data, self.name)))

    def finalize_state(self) -> None:
        """Make the vocabulary of what was counted."""
        self._lookup_layer.finalize_state()

    def reset_state(self) -> None:
        """Forget what was counted."""
        self._lookup_layer.reset_state()

    def get_vocabulary(self, include_special_tokens: bool = True) -> list[str]:
        """The words, each at its index; without the two special ones if so wanted."""
        return self._lookup_layer.get_vocabulary(include_special_tokens)

    def set_vocabulary(self, vocabulary: Any, idf_weights: Any = None) -> None:
        """Replace the vocabulary; see `StringLookup.set_vocabulary`."""
        self._lookup_layer.set_vocabulary(vocabulary, idf_weights)

    def vocabulary_size(self) -> int:
        """How many words there are, the special ones included."""
        return self._lookup_layer.vocabulary_size()

    # ----------------------------------------------------------------------------------------------- computing

    def words(self, texts: np.ndarray) -> list[list[str]]:
        """The words of every text, or of every row where nothing is split."""
        texts = tokens.standardized(texts, self.standardize, self.name)
        if self.split is None:
            rows: Iterable[list[str]] = (texts if texts.ndim > 1 else texts.reshape(-1, 1)).tolist()
        else:
            rows = tokens.cut(one_a_sample(texts, self.name), self.split, self.name)
        return [tokens.joined(row, self.widths) for row in rows]

    def call(self, inputs: Any) -> Any:
        if isinstance(inputs, Tensor):
            self.check_symbol(inputs)
        dtype = np.int64 if self.output_mode == "int" else self._lookup_layer.result_dtype
        return computed(self.name, self.compute, [inputs], self.compute_output_shape, dtype)

    def check_symbol(self, inputs: Any) -> None:
        """Raise where a model cannot know the shape of the result, or the input is no text."""
        if not inputs.dtype.hasobject:
            raise ValueError(f"{self.name}: takes text. Received: {inputs}. Write Input((1,), dtype='string').")
        if self.output_mode == "int" and self.output_sequence_length is None and self.split is not None:
            raise ValueError(f"{self.name}: in a model every text needs the same number of indices. "
                             "Received: output_sequence_length=None. Write output_sequence_length=100, or call the "
                             "layer on the texts beforehand.")
        if self.output_mode == "one_hot":
            raise ValueError(f"{self.name}: in a model texts of different lengths have no rows of marks a word. "
                             "Received: output_mode='one_hot'. Use 'multi_hot', or 'int' and CategoryEncoding.")

    def compute(self, texts: np.ndarray) -> np.ndarray:
        """The result for an array of texts."""
        texts = as_text(texts, self.name)
        indices = self.indices(self.words(np.atleast_1d(texts)))
        if self.split is None and self.widths is None and texts.ndim == 1:
            indices = indices[:, 0]
        elif texts.ndim == 0:
            indices = indices[0]
        return indices if self.output_mode == "int" else self._lookup_layer.encode(indices)

    def indices(self, rows: list[list[str]]) -> np.ndarray:
        """The indices of the words, in rows of one length."""
        longest = max(map(len, rows), default=0)
        length = self.output_sequence_length or longest
        if self.output_mode == "one_hot" and any(len(row) != longest for row in rows):
            raise ValueError(f"{self.name}: texts of different lengths have no rows of marks a word. "
                             "Received: output_mode='one_hot'. Use 'multi_hot'.")
        result = np.full((len(rows), length), 0 if self.output_mode == "int" else index_lookup.NO_MARK, np.int64)
        for row, found in zip(rows, result, strict=True):
            found[: len(row)] = self._lookup_layer.lookup(np.array(row[:length], object))
        return result

    def compute_output_shape(self, input_shape: Any) -> Any:
        shape = tuple(input_shape)
        if self.output_mode == "int" and self.split is not None:
            return (*shape[:1], self.output_sequence_length)
        if self.split is not None:
            return (*shape[:1], self._lookup_layer.depth)
        if self.output_mode == "int":
            width = None if self.widths is not None else shape[1] if len(shape) > 1 else 1
            return (shape[0], self.output_sequence_length or width) if len(shape) > 1 else shape
        return encoding.encoded_shape(shape, "count" if self.output_mode == "tf_idf" else self.output_mode,
                                      self._lookup_layer.depth)

    def get_config(self) -> dict[str, Any]:
        table = self._lookup_layer.get_config()
        return {
            **super().get_config(),
            "max_tokens": table["max_tokens"],
            "standardize": self.standardize,
            "split": self.split,
            "ngrams": self.ngrams,
            "output_mode": self.output_mode,
            "output_sequence_length": self.output_sequence_length,
            "pad_to_max_tokens": table["pad_to_max_tokens"],
            "sparse": False,
            "ragged": False,
            "vocabulary": table["vocabulary"],
            "idf_weights": table["idf_weights"],
            "encoding": self.encoding,
            "vocabulary_size": self.vocabulary_size() if table["vocabulary_size"] is not None else None,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        config = index_lookup.no_path(config)
        return cls(**{name: known(value, name, "TextVectorization") for name, value in config.items()})


def refuse_unsupported(sparse: Any, ragged: Any) -> None:
    """There are no sparse or ragged results here."""
    encoding.refuse_sparse(sparse, "TextVectorization")
    encoding.refuse_sparse(ragged, "TextVectorization", "ragged")


def one_a_sample(texts: np.ndarray, who: str) -> np.ndarray:
    """The texts in one axis."""
    if texts.ndim > 1 and texts.shape[-1] == 1:
        texts = texts[..., 0]
    if texts.ndim != 1:
        raise ValueError(f"{who}: takes one text a sample, shape (batch,) or (batch, 1). "
                         f"Received: shape {texts.shape}. Use a layer call for each column, or split=None.")
    return texts
