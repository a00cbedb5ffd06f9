"""How do terms become numbers? By a table: special terms first, then the vocabulary, most frequent first."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Self

import numpy as np

from nnlite import config
from nnlite._checks import boolean, choice, positive_int, whole_number
from nnlite.graph.tensor import Tensor
from nnlite.layers import encoding, vocabulary
from nnlite.layers.adapting import Adaptable, in_rows
from nnlite.layers.fingerprints import bucket
from nnlite.layers.layer import Layer
from nnlite.ops.computed import computed

MODES = ["int", "one_hot", "multi_hot", "count", "tf_idf"]
NO_MARK = np.iinfo(np.int64).max  # an index beyond every row: a masked term is not counted


class IndexLookup(Adaptable, Layer):
    """The table behind StringLookup and IntegerLookup; see there for the arguments."""

    key_dtype: Any = object

    def __init__(self, max_tokens: Any, num_oov_indices: Any, mask_token: Any, oov_token: Any, vocabulary: Any = None,
                 idf_weights: Any = None, invert: bool = False, output_mode: str = "int", sparse: bool = False,
                 pad_to_max_tokens: bool = False, oov_method: str = "floormod", salt: Any = None,
                 vocabulary_size: int | None = None, has_input_vocabulary: bool | None = None, **kwargs: Any):
        super().__init__(**kwargs)
        who = type(self).__name__
        self.max_tokens = None if max_tokens is None else whole_number(max_tokens, "max_tokens", who, least=2)
        self.num_oov_indices = whole_number(num_oov_indices, "num_oov_indices", who)
        self.mask_token, self.oov_token = mask_token, oov_token
        self.invert = boolean(invert, "invert", who)
        self.output_mode = encoding.checked_mode(output_mode, who, MODES)
        encoding.refuse_sparse(sparse, who)
        self.sparse = False
        self.pad_to_max_tokens = boolean(pad_to_max_tokens, "pad_to_max_tokens", who)
        self.oov_method = choice(oov_method, "oov_method", who, ["floormod", "farmhash"])
        self.salt = checked_salt(salt, who)
        self._check_combinations(idf_weights, who)
        self.autocast = False
        self.input_vocabulary = None if isinstance(vocabulary, str) else vocabulary
        self.input_idf_weights = idf_weights
        self._fixed = vocabulary is not None if has_input_vocabulary is None else has_input_vocabulary
        self._frozen_size = vocabulary_size
        self._forget()
        self.terms: list[Any] = []
        self.table: dict[Any, Any] = self._table_of([])
        self.idf_weights: Any = None
        if vocabulary is not None:
            if self.output_mode == "tf_idf" and idf_weights is None:
                raise ValueError(f"{who}: a vocabulary for output_mode='tf_idf' needs idf_weights, one a term. "
                                 "Received: idf_weights=None")
            self.set_vocabulary(vocabulary, idf_weights)

    def _check_combinations(self, idf_weights: Any, who: str) -> None:
        if self.pad_to_max_tokens and self.max_tokens is None:
            raise ValueError(f"{who}: pad_to_max_tokens needs max_tokens. Received: max_tokens=None")
        if self.invert and self.output_mode != "int":
            raise ValueError(f"{who}: invert needs output_mode='int'. Received: output_mode={self.output_mode!r}")
        if idf_weights is not None and self.output_mode != "tf_idf":
            raise ValueError(f"{who}: idf_weights are for output_mode='tf_idf'. "
                             f"Received: output_mode={self.output_mode!r}")
        if self.salt is not None and self.key_dtype is not object and self.oov_method != "farmhash":
            raise ValueError(f"{who}: salt needs oov_method='farmhash'. Received: oov_method={self.oov_method!r}")

    # ----------------------------------------------------------------------------------------- the vocabulary

    @property
    def oov_start(self) -> int:
        """The index of the first unknown term: 1 behind a mask."""
        return int(self.mask_token is not None and self.output_mode == "int")

    @property
    def token_start(self) -> int:
        """The index of the first term of the vocabulary."""
        return self.oov_start + self.num_oov_indices

    @property
    def special(self) -> list[Any]:
        """The terms before the vocabulary."""
        return [self.mask_token] * self.oov_start + [self.oov_token] * self.num_oov_indices

    def vocabulary_size(self) -> int:
        """How many terms there are, the special ones included."""
        return self.token_start + len(self.terms)

    def get_vocabulary(self, include_special_tokens: bool = True) -> list[Any]:
        """The terms, each at its index; without the special ones if so wanted."""
        return [*(self.special if include_special_tokens else []), *self.terms]

    def set_vocabulary(self, vocabulary: Any, idf_weights: Any = None) -> None:
        """Replace the vocabulary.

        Args:
            vocabulary: A list or array of terms, with or without the special ones in front, or the path of a file
                with a term a line.
            idf_weights: The weight of each term, for output_mode="tf_idf" only.

        Raises:
            ValueError: A term is there twice, or there are more than max_tokens.
        """
        if (idf_weights is not None) != (self.output_mode == "tf_idf"):
            raise ValueError(f"{self.name}: idf_weights belong to output_mode='tf_idf', and to it alone. "
                             f"Received: output_mode={self.output_mode!r}, idf_weights={idf_weights!r:.60}")
        weights = None
        terms, special = self._terms_and_special(vocabulary)
        if idf_weights is not None:
            weights = self._given_weights(idf_weights, len(terms) + len(special), len(special))
        self._take(terms)
        if weights is not None:
            self.idf_weights = weights

    def restore(self, lines: list[str]) -> None:
        """Take a vocabulary with its special terms back from the lines of a saved file."""
        terms: list[Any] = lines if self.key_dtype is object else [int(line) for line in lines]
        if terms[: self.token_start] != self.special:
            raise ValueError(f"the first terms must be {self.special}. Received: {terms[:self.token_start]}")
        vocabulary.check_terms(terms[self.token_start :], [], self.special, self.name)
        self._take(terms[self.token_start :])

    def _terms_and_special(self, given: Any) -> tuple[list[Any], list[Any]]:
        """The checked terms, and the special ones that stood before them."""
        if isinstance(given, str):
            if self.output_mode == "tf_idf":
                raise ValueError(f"{self.name}: a file has no idf_weights, which output_mode='tf_idf' needs. "
                                 "Pass a list.")
            terms, special = vocabulary.terms_in_file(given, self.key_dtype is not object, self.name), []
        else:
            terms = vocabulary.terms_of(given, self.convert, self.name)
            special = self.special if terms[: self.token_start] == self.special else []
            terms = terms[len(special) :]
        reserved = [self.mask_token, self.oov_token if self.invert else None]
        vocabulary.check_terms(terms, reserved, self.special, self.name)
        size = self.token_start + len(terms)
        if self.max_tokens is not None and size > self.max_tokens:
            raise ValueError(f"{self.name}: the vocabulary has {size} terms, with the special ones, more than "
                             f"max_tokens={self.max_tokens}.")
        return terms, special

    def _given_weights(self, weights: Any, length: int, special: int) -> np.ndarray:
        """The weights of a vocabulary of some length that begins with some special terms, filled up."""
        array = np.asarray(weights, config.floatx())
        if array.shape != (length,):
            raise ValueError(f"{self.name}: idf_weights needs one number for each of the {length} terms. "
                             f"Received: shape {array.shape}")
        front = 0 if special else self.token_start
        return vocabulary.padded(array, front, self.max_tokens if self.pad_to_max_tokens else None, config.floatx())

    def _take(self, terms: list[Any]) -> None:
        """Use these terms, unless rows of marks would get another length."""
        size = self.token_start + len(terms)
        changes = self._frozen_size is not None and size != self._frozen_size
        if changes and self.output_mode != "int" and not self.pad_to_max_tokens:
            raise RuntimeError(f"{self.name}: the vocabulary had {self._frozen_size} terms, which is the length of its "
                               f"rows. Received: {size} terms. Make a new layer, or use pad_to_max_tokens.")
        self.terms, self.table, self._frozen_size = terms, self._table_of(terms), size

    def _table_of(self, terms: list[Any]) -> dict[Any, Any]:
        indices = range(self.token_start, self.token_start + len(terms))
        if self.invert:
            return dict(zip(indices, terms, strict=True)) | ({} if self.mask_token is None else {0: self.mask_token})
        table = dict(zip(terms, indices, strict=True))
        if self.mask_token is not None:
            table[self.mask_token] = 0 if self.output_mode == "int" else NO_MARK
        return table

    # ------------------------------------------------------------------------------------------------ adapting

    def _forget(self) -> None:
        self._counts: Counter = Counter()
        self._documents: Counter = Counter()
        self._seen = 0

    def reset_state(self) -> None:
        self._forget()

    def adapt(self, data: Any, steps: Any = None) -> None:
        """Learn the vocabulary from data: the most frequent terms first, and what was learnt before is forgotten.

        Args:
            data: Terms in an array, a list or a column, or an iterable of batches of them.
            steps: How many batches to look at; None for all.
        """
        is_data = isinstance(data, (list, tuple)) or hasattr(data, "__array__")
        if is_data:
            array = self.convert(data)
            data = array.reshape(-1, 1) if array.ndim < 2 else array  # every term is a document
        super().adapt(data, steps)

    def update_state(self, data: Any) -> None:
        array = in_rows(self.convert(data))
        self.update_documents(array.reshape(len(array), -1).tolist())

    def update_documents(self, documents: Iterable[list[Any]]) -> None:
        """Count the terms of some documents."""
        if self._fixed:
            raise ValueError(f"{self.name}: a layer that was given a vocabulary cannot be adapted. "
                             "Leave the vocabulary out, or do not call adapt.")
        for terms in documents:
            self._counts.update(terms)
            self._documents.update(set(terms))
            self._seen += 1

    def finalize_state(self) -> None:
        if self._fixed or not self._counts:
            self._take(self.terms)
            return
        for token in (self.mask_token, self.oov_token):
            self._counts.pop(token, None)
        terms = vocabulary.most_frequent(self._counts, self.max_tokens and max(self.max_tokens - self.token_start, 0))
        self._take(terms)
        if self.output_mode == "tf_idf":
            weights = vocabulary.document_weights(terms, self._documents, self._seen)
            length = self.max_tokens if self.pad_to_max_tokens else None
            self.idf_weights = vocabulary.padded(weights, self.token_start, length, config.floatx())
        self._forget()

    # ----------------------------------------------------------------------------------------------- computing

    @property
    def depth(self) -> int:
        """How long a row of marks is."""
        size = self.max_tokens if self.pad_to_max_tokens else self._frozen_size
        if size is None:
            raise RuntimeError(f"{self.name}: has no vocabulary yet, and its rows are as long as the vocabulary. "
                               "Call adapt(data) first, or pass vocabulary.")
        return size

    @property
    def result_dtype(self) -> Any:
        """The type of the result."""
        if self.output_mode == "tf_idf":
            return config.floatx()
        return self.key_dtype if self.invert else np.int64

    def call(self, inputs: Any) -> Any:
        text = self.key_dtype is object and not self.invert
        if isinstance(inputs, Tensor) and inputs.dtype.hasobject != text:
            raise ValueError(f"{self.name}: takes {'text' if text else 'whole numbers'}. "
                             f"Received: {inputs}. Write Input(…, dtype={'string' if text else 'int64'!r}).")
        return computed(self.name, self.compute, [inputs], self.compute_output_shape, self.result_dtype)

    def compute(self, values: np.ndarray) -> np.ndarray:
        """The result for an array of terms."""
        indices = self.lookup(values)
        if self.output_mode == "int":
            return indices
        return self.encode(indices)

    def encode(self, indices: np.ndarray) -> np.ndarray:
        """Rows of marks or counts for indices."""
        if self.output_mode != "tf_idf":
            return encoding.encode(indices, self.output_mode, self.depth, self.result_dtype, self.name)
        if self.idf_weights is None:
            raise RuntimeError(f"{self.name}: has no idf_weights yet. Call adapt(data) first.")
        return encoding.encode(indices, "count", self.depth, self.result_dtype, self.name) * self.idf_weights

    def lookup(self, values: np.ndarray) -> np.ndarray:
        """The index of every term, or with `invert` the term of every index."""
        if self.invert:
            indices = np.asarray(values, np.int64).reshape(-1).tolist()
            found = [self.table.get(index, self.oov_token) for index in indices]
            return filled(found, self.key_dtype, values.shape)
        terms = self.convert(values).reshape(-1).tolist()
        found = [self.table.get(term, -1) for term in terms]
        if -1 in found:
            found = [self.index_of_unknown(term) if index == -1 else index
                     for term, index in zip(terms, found, strict=True)]
        return filled(found, np.int64, values.shape)

    def index_of_unknown(self, term: Any) -> int:
        """The index of a term that is not in the vocabulary."""
        if self.num_oov_indices == 0:
            raise ValueError(f"{self.name}: with num_oov_indices=0 every term must be in the vocabulary. "
                             f"Received: {term!r}. Use num_oov_indices=1.")
        if self.num_oov_indices == 1:
            return self.oov_start
        if self.key_dtype is not object and self.oov_method != "farmhash":
            return self.oov_start + term % self.num_oov_indices
        return self.oov_start + bucket(str(term), self.num_oov_indices, self.salt)

    def convert(self, values: Any) -> np.ndarray:
        """Terms as an array of the vocabulary's type."""
        raise NotImplementedError

    def compute_output_shape(self, input_shape: Any) -> Any:
        mode = "count" if self.output_mode == "tf_idf" else self.output_mode
        return encoding.encoded_shape(input_shape, mode, 0 if mode == "int" else self.depth)

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        return cls(**no_path(config))

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "invert": self.invert,
            "max_tokens": self.max_tokens,
            "num_oov_indices": self.num_oov_indices,
            "oov_token": self.oov_token,
            "mask_token": self.mask_token,
            "output_mode": self.output_mode,
            "sparse": self.sparse,
            "pad_to_max_tokens": self.pad_to_max_tokens,
            "idf_weights": listed(self.input_idf_weights),
            "vocabulary": listed(self.input_vocabulary),
            "vocabulary_size": self._frozen_size,
            "oov_method": self.oov_method,
            "salt": self.salt,
        }


def no_path(config: dict[str, Any]) -> dict[str, Any]:
    """The configuration, which may come from a file: it must not make a layer open another one."""
    if isinstance(config.get("vocabulary"), str):
        raise ValueError(f"a configuration must hold its vocabulary, not a path. "
                         f"Received: vocabulary={config['vocabulary'][:80]!r}. Pass a list.")
    return config


def filled(values: list[Any], dtype: Any, shape: tuple) -> np.ndarray:
    """A list as an array of a type and shape."""
    array = np.empty(len(values), dtype)
    array[:] = values
    return array.reshape(shape)


def listed(values: Any) -> Any:
    """A vocabulary as JSON can hold it."""
    return None if values is None else np.asarray(values).tolist()


def checked_salt(salt: Any, who: str) -> list[int] | None:
    """Two numbers, the key of the hash function."""
    if salt is None:
        return None
    if isinstance(salt, (list, tuple)) and len(salt) == 2 and all(isinstance(one, int) for one in salt):
        return list(salt)
    return [positive_int(salt, "salt", who)] * 2 if salt != 0 else [0, 0]
