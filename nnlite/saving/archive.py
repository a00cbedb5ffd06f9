"""What is in a `.keras` file? Metadata, configuration, weights and vocabularies; nothing else is accepted.

    metadata.json       which version wrote it, and when
    config.json         the model's configuration, and what `compile` was told
    model.weights.h5    the weights and the optimizer's state, as in a `.weights.h5`
    assets/…            the vocabularies that layers have learnt; see assets.py
"""

import datetime
import io
from typing import Any, BinaryIO

from nnlite._optional import Later
from nnlite.saving import assets, json_text
from nnlite.saving.errors import LoadError, damage

zipfile = Later("zipfile")
METADATA, CONFIG, WEIGHTS = "metadata.json", "config.json", "model.weights.h5"
FORMAT_VERSION = "3.15.1"       # the Keras whose files these are
LARGEST_CONFIG = 1 << 22        # bytes
METHODS = (0, 8)    # stored, deflated
DAMAGED = "Copy the file again, or save it again."


def write(file: BinaryIO, config: dict[str, Any], weights: bytes, more: dict[str, bytes]) -> None:
    """Write the members; `more` are the vocabularies by name."""
    now = datetime.datetime.now().strftime("%Y-%m-%d@%H:%M:%S")
    metadata = json_text.dump({"keras_version": FORMAT_VERSION, "date_saved": now, "written_by": "nnlite"})
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(METADATA, metadata)
        archive.writestr(CONFIG, json_text.dump(config))
        archive.writestr(WEIGHTS, weights)
        for name, content in more.items():
            archive.writestr(name, content)


class Archive:
    """A `.keras` file, open for reading; a context manager.

    Args:
        path: Where it is; it must exist.

    Raises:
        LoadError: It is no such file, or has other members than it should.
    """

    def __init__(self, path: str):
        self.path = path
        try:
            self.zip = zipfile.ZipFile(path)
        except damage() as error:
            raise LoadError(path, f"it is no .keras file, or damaged ({error})", DAMAGED) from None
        try:
            self.members = checked_members(path, self.zip.infolist())
        except BaseException:
            self.zip.close()
            raise

    def config(self) -> dict[str, Any]:
        """The configuration."""
        text = self.read(CONFIG, LARGEST_CONFIG)
        try:
            return json_text.parse(text)
        except ValueError as error:
            raise LoadError(self.path, f"{CONFIG}: {str(error)[:200]}", DAMAGED) from None

    def weights(self, limit: int) -> io.BytesIO:
        """The HDF5 file, in memory.

        Args:
            limit: How many bytes it may have; what a model of this size can need.
        """
        return io.BytesIO(self.read(WEIGHTS, limit))

    def read(self, name: str, limit: int) -> bytes:
        """One member that is not larger than the limit."""
        if self.members[name].file_size > limit:
            raise LoadError(self.path, f"{name} has {self.members[name].file_size} bytes, more than {limit}")
        try:
            with self.zip.open(name) as member:
                return member.read(limit + 1)
        except damage() as error:
            raise LoadError(self.path, f"{name} is damaged ({error})", DAMAGED) from None

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.zip.close()


def checked_members(path: str, infos: list[Any]) -> dict[str, Any]:
    """The members by name: the expected ones, each once, not encrypted, compressed in a usual way or not at all."""
    members: dict[str, Any] = {}
    for info in infos:
        if info.filename not in (METADATA, CONFIG, WEIGHTS) and not assets.NAME.fullmatch(info.filename):
            raise LoadError(path, f"it holds {info.filename[:80]!r}", "Models with further files in them are not "
                                                                      "supported.")
        if info.filename in members:
            raise LoadError(path, f"it holds {info.filename!r} twice")
        if info.flag_bits & 1 or info.compress_type not in METHODS:
            raise LoadError(path, f"{info.filename!r} is encrypted, or compressed in an unusual way")
        members[info.filename] = info
    for name in (CONFIG, WEIGHTS):
        if name not in members:
            raise LoadError(path, f"it lacks {name}", DAMAGED)
    return members
