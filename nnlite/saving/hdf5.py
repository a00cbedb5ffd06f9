"""How do arrays get into an HDF5 file and out of it again? In the groups that Keras 3 reads and writes.

Only what lies in the file itself is read: links to elsewhere, external storage and virtual data sets are refused.
"""

import math
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import numpy as np

from nnlite._optional import require
from nnlite.saving.errors import LoadError
from nnlite.saving.layout import join

EXTRA = "keras"
MOST_NODES, DEEPEST = 100_000, 64
FIX = "Copy the file again, or save it again."


def write(file: Any, groups: Mapping[str, str], arrays: Mapping[str, np.ndarray]) -> None:
    """Write arrays into the `vars` groups of places.

    Args:
        file: An open binary file.
        groups: The name that is noted for each place, as Keras does.
        arrays: Arrays by key, `layers/dense/vars/0`.
    """
    h5py = require("h5py", EXTRA)
    with h5py.File(file, "w") as root:
        for group, name in groups.items():
            root.create_group(join(group, "vars")).attrs["name"] = name
        for key, array in arrays.items():
            root.create_dataset(key, data=array)


class H5Store:
    """An open HDF5 file; a context manager.

    Args:
        path: What error sentences call it.
        file: The path, or an open binary file.

    Attributes:
        shapes: For every data set its shape.

    Raises:
        LoadError: It is no such file, or holds what no weights need.
    """

    def __init__(self, path: str, file: Any = None):
        self.path = path
        self.h5py = require("h5py", EXTRA)
        try:
            self.root = self.h5py.File(path if file is None else file, "r")
        except OSError as error:
            raise LoadError(path, f"it is no HDF5 file, or damaged ({error})", FIX) from None
        try:
            self.shapes = self.data_sets()
        except BaseException:
            self.root.close()
            raise

    def data_sets(self) -> dict[str, tuple[int, ...]]:
        """The shapes of all data sets, found without recursion and without following links out of the file."""
        shapes, waiting, count = {}, [""], 0
        while waiting:
            group = waiting.pop()
            for name in self.group(group):
                count += 1
                key = join(group, name)
                if count > MOST_NODES or key.count("/") > DEEPEST:
                    raise LoadError(self.path, f"it has more than {MOST_NODES} entries, or is nested deeper than "
                                               f"{DEEPEST}")
                item = self.item(key)
                if isinstance(item, self.h5py.Group):
                    waiting.append(key)
                else:
                    shapes[key] = self.checked(key, item).shape
        return shapes

    def group(self, key: str) -> Any:
        """One group, the root for an empty key."""
        return self.root[key] if key else self.root

    def item(self, key: str) -> Any:
        """What a key leads to within the file."""
        try:
            if not isinstance(self.root.get(key, getlink=True), self.h5py.HardLink):
                raise LoadError(self.path, f"{key!r} is a link to elsewhere")
            return self.root[key]
        except (KeyError, RuntimeError, OSError, ValueError) as error:
            if isinstance(error, LoadError):
                raise
            raise LoadError(self.path, f"{key!r} cannot be opened ({error})", FIX) from None

    def checked(self, key: str, item: Any) -> Any:
        """A data set of numbers that lie in this file, as many as its shape says."""
        if not isinstance(item, self.h5py.Dataset) or item.is_virtual or item.external:
            raise LoadError(self.path, f"{key!r} does not hold its numbers itself")
        if item.dtype.kind not in "fiub" or item.attrs.get("dtype") == "bfloat16":
            raise LoadError(self.path, f"{key!r} holds {item.attrs.get('dtype', item.dtype)}, which nnlite cannot use")
        if item.chunks is None and item.id.get_storage_size() != math.prod(item.shape) * item.dtype.itemsize:
            raise LoadError(self.path, f"{key!r} is longer or shorter than its shape says", FIX)
        return item

    def read(self, key: str) -> np.ndarray:
        """The numbers under a key."""
        try:
            return np.asarray(self.root[key][()])
        except (OSError, ValueError, KeyError) as error:
            raise LoadError(self.path, f"{key!r} is damaged ({error})", FIX) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.root.close()
