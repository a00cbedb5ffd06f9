"""How does text become words? In three steps: make it uniform, cut it, join neighbours to n-grams."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from nnlite._checks import received
from nnlite.layers.text import as_text

PUNCTUATION = """!"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"""  # as in the module string, which takes a millisecond to import
LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")  # TensorFlow lowers ASCII only
STRIP = str.maketrans("", "", PUNCTUATION)
WORD = re.compile(r"[^ \t\n\r\v\f]+")
STANDARDS = {"lower": LOWER, "strip_punctuation": STRIP, "lower_and_strip_punctuation": {**LOWER, **STRIP}}
SPLITS: dict[str, Callable[[str], list[str]]] = {"whitespace": WORD.findall, "character": list}


def named_or_function(value: Any, names: Any, argument: str) -> Any:
    """One of a few names, a function, or None."""
    if value is None or callable(value) or isinstance(value, str) and value in names:
        return value
    raise ValueError(f"TextVectorization: {argument} must be one of {', '.join(names)}, a function or None. "
                     f"{received(argument, value)}")


def standardized(texts: np.ndarray, how: Any, who: str) -> np.ndarray:
    """The texts, lower and without punctuation, or as a function leaves them.

    >>> standardized(np.array(["Oh, no!"], object), "lower_and_strip_punctuation", "example").tolist()
    ['oh no']
    """
    if how is None:
        return texts
    if callable(how):
        result = as_text(how(texts.astype(str)), f"{who}: standardize")
        if result.shape != texts.shape:
            raise ValueError(f"{who}: standardize must return as many strings as it is given. "
                             f"Received: shape {result.shape} for {texts.shape}")
        return result
    table = STANDARDS[how]
    result = np.empty(texts.size, object)
    result[:] = [text.translate(table) for text in texts.reshape(-1).tolist()]
    return result.reshape(texts.shape)


def cut(texts: np.ndarray, how: Any, who: str) -> list[list[str]]:
    """The words of every text.

    >>> cut(np.array(["one two", ""], object), "whitespace", "example")
    [['one', 'two'], []]
    """
    if not callable(how):
        return [SPLITS[how](text) for text in texts.tolist()]
    pieces = how(texts.astype(str))
    if not hasattr(pieces, "__len__") or len(pieces) != len(texts):
        raise ValueError(f"{who}: split must return a list of words for each of the {len(texts)} texts. "
                         f"{received('the result', pieces)}")
    return [as_text(list(words), f"{who}: split").tolist() for words in pieces]


def widths_of(ngrams: Any) -> tuple[int, ...] | None:
    """How many words an n-gram may have: 1 to n for a number n."""
    if ngrams is None:
        return None
    widths = tuple(range(1, ngrams + 1)) if isinstance(ngrams, int) and not isinstance(ngrams, bool) else ngrams
    if not isinstance(widths, (tuple, list)) or not widths or not all(isinstance(n, int) and n > 0 for n in widths):
        raise ValueError("TextVectorization: ngrams must be a positive whole number, a tuple of them or None. "
                         f"{received('ngrams', ngrams)}")
    return tuple(widths)


def joined(words: list[str], widths: tuple[int, ...] | None) -> list[str]:
    """All n-grams of some widths.

    >>> joined(["a", "b", "c"], (1, 2))
    ['a', 'b', 'c', 'a b', 'b c']
    """
    if widths is None:
        return words
    return [" ".join(words[start : start + n]) for n in widths for start in range(len(words) - n + 1)]
