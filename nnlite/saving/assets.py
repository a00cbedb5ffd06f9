"""Where are the vocabularies that layers have learnt? In text files beside the weights, a term a line, as in Keras.

    assets/layers/string_lookup/vocabulary.txt      the terms
    layers/string_lookup/vars/idf_weights           their weights in model.weights.h5, for output_mode="tf_idf"

A vocabulary that was an argument of the layer is in the configuration instead.
"""

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from nnlite.layers import TextVectorization
from nnlite.layers.index_lookup import IndexLookup
from nnlite.saving.errors import LoadError
from nnlite.saving.layout import Place, join

NAME = re.compile(r"assets/[\w/]+/vocabulary\.txt")
LARGEST = 1 << 28   # bytes


def table_of(place: Place) -> Any:
    """The lookup table at a place, or None; a TextVectorization's is also that of the layer inside it."""
    layer = place.layer._lookup_layer if isinstance(place.layer, TextVectorization) else place.layer
    return layer if isinstance(layer, IndexLookup) else None


def member(place: Place) -> str:
    """The name of the file."""
    return f"assets/{place.group}/vocabulary.txt"


def learnt(where: list[Place]) -> list[Place]:
    """The places whose vocabulary is not in the configuration."""
    return [place for place in where if table_of(place) is not None and table_of(place).input_vocabulary is None]


def files(where: list[Place]) -> dict[str, bytes]:
    """Every learnt vocabulary by the name of its file."""
    found = {}
    for place in learnt(where):
        terms = [str(term) for term in table_of(place).get_vocabulary()]
        odd = next((term for term in terms if "\n" in term), None)
        if odd is not None:
            raise ValueError(f"save_model: the vocabulary of {place.layer.name!r} has a term of two lines, which a "
                             f"file with a term a line cannot hold. Received: {odd[:60]!r}")
        found[member(place)] = "\n".join(terms).encode()
    return found


def weights(where: list[Place]) -> dict[str, np.ndarray]:
    """The weights of terms, by their keys."""
    return {weights_key(place): table_of(place).idf_weights for place in where
            if table_of(place) is not None and table_of(place).idf_weights is not None}


def weights_key(place: Place) -> str:
    """The key of the weights of terms in a file of weights."""
    return join(place.group, "vars/idf_weights")


def take_weights(where: list[Place], source: Any) -> dict[str, np.ndarray]:
    """The weights of terms in an open file, which are no variables and are looked for no more."""
    keys = [weights_key(place) for place in where if table_of(place) is not None]
    found = {key: source.read(key) for key in keys if key in source.shapes}
    for key in found:
        del source.shapes[key]
    return found


def put_weights(where: list[Place], values: dict[str, np.ndarray]) -> None:
    """Give layers the weights of their terms."""
    for place in where:
        if weights_key(place) in values:
            table_of(place).idf_weights = values[weights_key(place)]


def load(path: str, where: list[Place], names: Any, read: Callable[[str, int], bytes]) -> None:
    """Give every layer its vocabulary.

    Args:
        path: The file, for the sentence.
        where: The model's places.
        names: The names of the members that the file has.
        read: Reads a member of at most so many bytes.
    """
    for place in learnt(where):
        if member(place) not in names:
            raise LoadError(path, f"it lacks {member(place)}, a vocabulary")
        try:
            lines = read(member(place), LARGEST).decode("utf-8").split("\n")
            table_of(place).restore(lines)
        except (ValueError, RuntimeError) as error:
            raise LoadError(path, f"{member(place)}: {str(error)[:200]}") from None
