"""How do arrays get into a NumPy file and out of it again? A zip archive with one `.npy` member for each.

`np.load` reads what is written here, and the same arrays give the same bytes. Reading never unpickles, and believes
nothing that a header says before it has been compared with the size of the member.
"""

import io
import math
from collections.abc import Mapping
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np

from nnlite._optional import Later
from nnlite.saving.errors import LoadError, damage

zipfile = Later("zipfile")
SUFFIX = ".npy"
EPOCH = (1980, 1, 1, 0, 0, 0)       # the earliest time in a zip archive: files do not depend on the clock
MOST_MEMBERS = 100_000
LONGEST_HEADER = 4096
DAMAGED = "Copy the file again, or save it again."


def write(file: BinaryIO, arrays: Mapping[str, np.ndarray]) -> None:
    """Write arrays by name."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            with archive.open(zipfile.ZipInfo(name + SUFFIX, EPOCH), "w", force_zip64=True) as member:
                np.lib.format.write_array(member, np.asarray(array, order="C"), allow_pickle=False)


class NpzStore:
    """An open NumPy archive; a context manager.

    Args:
        path: Where it is; it must exist.

    Attributes:
        shapes: For every array its shape, as its header has it.

    Raises:
        LoadError: It is no such file, or a header in it does not hold what it promises.
    """

    def __init__(self, path: str):
        self.path = path
        try:
            self.archive = zipfile.ZipFile(path)
        except damage() as error:
            raise LoadError(path, f"it is no NumPy archive, or damaged ({error})", DAMAGED) from None
        try:
            infos = checked_members(path, self.archive.infolist())
            self.shapes = {name: self.header(info) for name, info in infos.items()}
        except BaseException:
            self.archive.close()
            raise

    def header(self, info: Any) -> tuple[int, ...]:
        """Shape of one array of numbers; its member must be exactly as long as they say."""
        with self.opened(info.filename) as member:
            try:
                beginning = io.BytesIO(member.read(LONGEST_HEADER))
                version = np.lib.format.read_magic(beginning)
                read = np.lib.format.read_array_header_1_0 if version == (1, 0) else \
                    np.lib.format.read_array_header_2_0
                shape, _, dtype = read(beginning, max_header_size=LONGEST_HEADER)
            except damage() as error:
                raise LoadError(self.path, f"the header of {info.filename!r} is damaged ({error})", DAMAGED) from None
        if dtype.kind not in "fiub":
            raise LoadError(self.path, f"{info.filename!r} holds {dtype}, not numbers")
        if beginning.tell() + math.prod(shape) * dtype.itemsize != info.file_size:
            raise LoadError(self.path, f"{info.filename!r} is longer or shorter than its header says", DAMAGED)
        return shape

    def read(self, key: str) -> np.ndarray:
        """The numbers under a key."""
        with self.opened(key + SUFFIX) as member:
            try:
                return np.lib.format.read_array(member, allow_pickle=False, max_header_size=LONGEST_HEADER)
            except damage() as error:
                raise LoadError(self.path, f"{key!r} is damaged ({error})", DAMAGED) from None

    def opened(self, name: str) -> Any:
        """One member, opened for reading."""
        try:
            return self.archive.open(name)
        except damage() as error:
            raise LoadError(self.path, f"{name!r} cannot be opened ({error})", DAMAGED) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.archive.close()


def checked_members(path: str, infos: list[Any]) -> dict[str, Any]:
    """The members by name, which must all be arrays, each there once."""
    if len(infos) > MOST_MEMBERS:
        raise LoadError(path, f"it has {len(infos)} members")
    members: dict[str, Any] = {}
    for info in infos:
        if not info.filename.endswith(SUFFIX):
            raise LoadError(path, f"it holds {info.filename[:80]!r}, which is no array")
        if info.filename.removesuffix(SUFFIX) in members:
            raise LoadError(path, f"it holds {info.filename[:80]!r} twice")
        members[info.filename.removesuffix(SUFFIX)] = info
    return members
