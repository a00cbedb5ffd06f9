"""How are a model's weights, and what its optimizer has learnt, saved to a file and loaded from it?"""

import warnings
from typing import Any

import numpy as np

from nnlite._checks import boolean, received
from nnlite.saving import archive, assets, hdf5, npz, store
from nnlite.saving.errors import LoadError
from nnlite.saving.files import path_to_read, path_to_write, replacing
from nnlite.saving.layout import Place, places
from nnlite.saving.store import OPTIMIZER, Store

ENDINGS = (".weights.h5", ".weights.npz")
ROOM = 1 << 26  # bytes of a file beyond its numbers
COPIES = 16     # of the weights that an optimizer may remember
COUNTERS = 2    # what Keras writes for an optimizer that has not begun: its iterations and its learning rate


def save_weights(model: Any, filepath: Any, overwrite: bool = True) -> None:
    """Save a model's weights, and the optimizer's state if it is compiled; the file appears whole or not at all.

    Args:
        model: A built model.
        filepath: `….weights.npz`, which needs nothing but NumPy, or Keras's `….weights.h5`, which needs h5py:
            `pip install "nnlite[keras]"`.
        overwrite: Whether a file of this name may be replaced.

    Raises:
        ValueError: The name has another ending, or the model has no weights yet.
        FileExistsError: There is such a file, and overwrite is False.
    """
    path = path_to_write(filepath, ENDINGS, "save_weights", boolean(overwrite, "overwrite", "save_weights"))
    where = built_places(model, "save_weights")
    with replacing(path) as file:
        if path.endswith(".h5"):
            write_hdf5(file, model, where)
        else:
            npz.write(file, {e.key: e.variable.value for e in store.entries(where, store.npz_key)}
                      | {f"{OPTIMIZER}/{i}": value for i, value in enumerate(exact_state(optimizer_of(model)))})


def write_hdf5(file: Any, model: Any, where: list[Place]) -> None:
    """Write weights and optimizer into an open file, in Keras's layout."""
    optimizer = optimizer_of(model)
    groups = {place.group: place.layer.name for place in where}
    arrays = {e.key: e.variable.value for e in store.entries(where, store.hdf5_key)} | assets.weights(where)
    if optimizer is not None:
        groups[OPTIMIZER] = optimizer.name
        arrays |= {f"{OPTIMIZER}/vars/{i}": value for i, value in enumerate(exact_state(optimizer))}
    hdf5.write(file, groups, arrays)


def load_weights(model: Any, filepath: Any, skip_mismatch: bool = False, **kwargs: Any) -> None:
    """Load weights that were saved from a model of the same structure; all of them, or none and a LoadError.

    The names of layers do not matter, their kinds and order do. If the model is compiled and the file has the state
    of such an optimizer, that is loaded too.

    Args:
        model: A built model.
        filepath: `….weights.npz`, `….weights.h5` or `….keras`.
        skip_mismatch: Leave layers alone that do not fit, with a warning.

    Raises:
        ValueError: The name has another ending, or the model has no weights yet.
        LoadError: There is no such file, it is damaged, or it does not fit the model.
    """
    for name, value in kwargs.items():
        raise ValueError(f"load_weights: {name} is not supported. {received(name, value)}. Leave it out.")
    path = path_to_read(filepath, (*ENDINGS, ".keras"), "load_weights")
    where = built_places(model, "load_weights")
    skip = boolean(skip_mismatch, "skip_mismatch", "load_weights")
    if path.endswith(".npz"):
        with npz.NpzStore(path) as source:
            load(model, source, store.entries(where, store.npz_key), f"{OPTIMIZER}/", skip)
    elif path.endswith(".keras"):
        with archive.Archive(path) as whole:
            load_hdf5(model, path, whole.weights(most_bytes(model)), where, skip)
    else:
        load_hdf5(model, path, None, where, skip)


def load_hdf5(model: Any, path: str, file: Any, where: list[Place], skip: bool = False) -> None:
    """Weights and optimizer out of an HDF5 file: that of the path, or an open one."""
    with hdf5.H5Store(path, file) as source:
        of_terms = assets.take_weights(where, source)
        load(model, source, store.entries(where, store.hdf5_key), f"{OPTIMIZER}/vars/", skip)
        assets.put_weights(where, of_terms)


def most_bytes(model: Any) -> int:
    """How many bytes a file of this model's weights and optimizer can have."""
    return ROOM + COPIES * sum(variable.value.nbytes for variable in model.weights)


def load(model: Any, source: Store, wanted: list[store.Entry], front: str, skip: bool = False) -> None:
    """Weights and optimizer out of an open file."""
    pairs, optimizer = store.fitting(source, wanted, skip), optimizer_of(model)
    state = [] if optimizer is None else optimizer_state(source, optimizer, front)
    for variable, value in pairs:       # everything has been read: nothing can fail any more
        variable.value[...] = value
    if state:
        optimizer.set_weights(state)


def optimizer_of(model: Any) -> Any:
    """The optimizer of a compiled model whose weights exist, else None."""
    optimizer = getattr(model, "optimizer", None)
    return optimizer if optimizer is not None and optimizer.built else None


def exact_state(optimizer: Any) -> list[np.ndarray]:
    """The optimizer's variables, with the learning rate in full precision."""
    if optimizer is None:
        return []
    values = [np.asarray(value) for value in optimizer.variables]
    if optimizer.schedule is None:
        values[1] = np.array(optimizer.learning_rate, np.float64)
    return values


def optimizer_state(source: Store, optimizer: Any, front: str) -> list[np.ndarray]:
    """What the file has for this optimizer; nothing, and a warning, where that is another one's state."""
    shapes = [np.shape(value) for value in optimizer.variables]
    count = sum(key.startswith(front) for key in source.shapes)
    keys = [f"{front}{position}" for position in range(count)]
    found = [source.shapes.get(key) for key in keys]
    new = found == [()] * COUNTERS and optimizer.iterations == 0     # Keras's optimizer had not begun, nor has ours
    if found == shapes or new:
        values = [source.read(key) for key in keys] + [np.array(v) for v in optimizer.variables[COUNTERS:] if new]
        if values[0] < 0 or (optimizer.schedule is None and not 0 <= values[1] < np.inf):
            raise LoadError(source.path, f"its optimizer has made {values[0]} steps, with a learning rate of "
                                         f"{values[1]}")
        return values
    what = f"holds {count} variables of an optimizer" if count else "holds no optimizer"
    warnings.warn(f"{source.path} {what}; the {optimizer.name!r} of the model has {len(shapes)}"
                  f"{' of other shapes' * (count == len(shapes))} and stays as it is.", UserWarning, stacklevel=5)
    return []


def built_places(model: Any, who: str) -> list[Place]:
    """Where the weights of a model live; it must have some."""
    if not getattr(model, "built", False):
        raise ValueError(f"{who}: the model {getattr(model, 'name', model)!r} has no weights yet. "
                         "Call build((None, k)) or fit it once.")
    return places(model)
