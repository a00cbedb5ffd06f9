"""Does what is in a file fit a model? Everything is compared before anything is changed.

A *store* is an open file: `shapes` (key -> shape, known without reading the numbers) and `read(key)`. Two kinds of
file have one, HDF5 as Keras writes it (`hdf5.py`) and NumPy's (`npz.py`); they differ in the keys only.
"""

import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

import numpy as np

from nnlite.saving.errors import LoadError
from nnlite.saving.layout import Place, join

OPTIMIZER = "optimizer"


class Store(Protocol):
    """An open file of arrays."""

    path: str
    shapes: dict[str, tuple[int, ...]]

    def read(self, key: str) -> np.ndarray:
        """The numbers under a key."""


class Entry(NamedTuple):
    """One variable of a model and its key in a file."""

    key: str
    group: str
    variable: Any


def hdf5_key(place: Place, position: int, names: Counter[str]) -> str:
    """Keras's key: the place, `vars`, and the position."""
    return join(place.group, f"vars/{position}")


def npz_key(place: Place, position: int, names: Counter[str]) -> str:
    """The place and the variable's name, `layers/dense_1/kernel`."""
    name = place.variables[position].name.replace("/", "_")
    names[name] += 1
    return join(place.group, f"{name}_{names[name] - 1}" if names[name] > 1 else name)


def entries(places: Iterable[Place], key: Callable[[Place, int, Counter[str]], str]) -> list[Entry]:
    """Every variable with its key."""
    found = []
    for place in places:
        names: Counter[str] = Counter()
        found += [Entry(key(place, position, names), place.group, variable)
                  for position, variable in enumerate(place.variables)]
    return found


def fitting(store: Store, wanted: list[Entry], skip_mismatch: bool = False) -> list[tuple[Any, np.ndarray]]:
    """(variable, its numbers in the file) for every variable of a model; a LoadError if one does not fit.

    Args:
        store: The open file.
        wanted: The model's variables.
        skip_mismatch: Leave layers alone that do not fit, with a warning.
    """
    problems = differences(store, wanted)
    if problems and not skip_mismatch:
        first, *others = problems.values()
        more = f" (and {len(others)} more)" if others else ""
        raise LoadError(store.path, f"it does not fit the model: {first}{more}",
                        "No weight was changed. Build the model as it was when the file was written, or write "
                        "skip_mismatch=True to load what fits.")
    if problems:
        warnings.warn(f"load_weights: left out what does not fit the model: {'; '.join(problems.values())}.",
                      UserWarning, stacklevel=4)
    return [(entry.variable, store.read(entry.key)) for entry in wanted if entry.group not in problems]


def differences(store: Store, wanted: list[Entry]) -> dict[str, str]:
    """For every place where file and model differ, what differs."""
    known = {entry.key for entry in wanted}
    extra = [key for key in store.shapes if key not in known and key.split("/")[0] != OPTIMIZER]
    problems: dict[str, str] = {}
    for entry in wanted:
        if entry.key not in store.shapes:
            problems.setdefault(entry.group, f"{entry.key}, for {entry.variable.path} of the model, is missing")
        elif store.shapes[entry.key] != entry.variable.shape:
            problems.setdefault(entry.group, f"{entry.key} has shape {store.shapes[entry.key]}, {entry.variable.path} "
                                             f"of the model {entry.variable.shape}")
    for key in extra:
        group = max((e.group for e in wanted if key.startswith(f"{e.group}/")), key=len, default=key)
        problems.setdefault(group, f"{key}, of shape {store.shapes[key]}, has no counterpart in the model")
    return problems
