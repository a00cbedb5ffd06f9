"""What is a vocabulary made from? A list, an array, a file with a term a line, or the terms of data by how often
they come."""

import os
from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np

from nnlite._checks import received, short_repr


def terms_of(vocabulary: Any, convert: Any, who: str) -> list[Any]:
    """The terms in a list, an array or a column.

    Args:
        vocabulary: What the user gave.
        convert: From an array of terms to one of the right type.
        who: Who is asking, for the sentence.
    """
    array = np.asarray(convert(vocabulary))
    if array.ndim != 1 or not array.size:
        raise ValueError(f"{who}: a vocabulary is a list of at least one term, or the path of a file. "
                         f"{received('vocabulary', vocabulary)}")
    return array.tolist()


def terms_in_file(path: str, whole: bool, who: str) -> list[Any]:
    """The lines of a file, as whole numbers if so wanted."""
    if not os.path.isfile(path):
        raise ValueError(f"{who}: there is no vocabulary file {path!r}. A list of one term is written ['…'].")
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    if lines[-1] == "":
        lines.pop()
    try:
        return [int(line) for line in lines] if whole else lines
    except ValueError:
        raise ValueError(f"{who}: every line of {path!r} must be a whole number.") from None


def check_terms(terms: list[Any], reserved: list[Any], special: list[Any], who: str) -> None:
    """Raise where a term comes twice, or a reserved one is among them."""
    repeated = [term for term, count in Counter(terms).items() if count > 1]
    if repeated:
        raise ValueError(f"{who}: every term of a vocabulary must be there once. Received twice: "
                         f"{short_repr(repeated[:10])}")
    for token in reserved:
        if token is not None and token in terms:
            raise ValueError(f"{who}: the vocabulary has the reserved term {token!r} at position {terms.index(token)}. "
                             f"Leave the reserved terms out, or put them first, in this order: {special}.")


def most_frequent(counts: Counter, limit: int | None) -> list[Any]:
    """Terms by how often they came; those that came equally often in descending order, as Keras has it.

    >>> most_frequent(Counter("abbcc"), 2)
    ['c', 'b']
    """
    return sorted(counts, key=lambda term: (counts[term], term), reverse=True)[:limit]


def document_weights(terms: Iterable[Any], documents: Counter, total: int) -> np.ndarray:
    """The inverse document frequency of terms: log(1 + documents / (1 + documents with the term)).

    >>> document_weights(["a"], Counter(a=1), 2).round(4).tolist()
    [0.6931]
    """
    frequency = np.array([documents[term] for term in terms], np.float64)
    return np.log(1 + total / (1 + frequency))


def padded(weights: np.ndarray, front: int, length: int | None, dtype: Any) -> np.ndarray:
    """Weights behind as many means as there are special terms, and zeros up to a length."""
    weights = weights.astype(dtype)
    mean = weights.mean() if weights.size else 0
    back = max((length or 0) - front - weights.size, 0)
    return np.concatenate([np.full(front, mean, dtype), weights, np.zeros(back, dtype)])
