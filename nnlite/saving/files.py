"""How does a file get written whole or not at all, and which files are opened for reading?"""

import contextlib
import os
import stat
from collections.abc import Iterator
from typing import BinaryIO

from nnlite._checks import received
from nnlite.saving.errors import LoadError

LONGEST_STEM = 100      # of a temporary file's name, so that it stays a legal name


@contextlib.contextmanager
def replacing(path: str) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` once it is complete and on disk.

    It is written beside the old one, which stays as it is until the very end, whatever happens on the way.
    """
    target = os.path.realpath(path)     # a link stays a link
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name[:LONGEST_STEM]}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        with open(temporary, "xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.remove(temporary)
        raise
    sync_folder(folder)


def sync_folder(folder: str) -> None:
    """Let the new name reach the disk too, where the system knows how."""
    with contextlib.suppress(OSError, AttributeError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def path_to_write(path: object, endings: tuple[str, ...], who: str, overwrite: bool = True) -> str:
    """The path as text, or the sentence that says why nothing can be written there."""
    text = path_with_ending(path, endings, who)
    folder = os.path.dirname(os.path.abspath(text))
    if not os.path.isdir(folder):
        raise FileNotFoundError(f"{who}: the folder {folder!r} does not exist. {received('filepath', text)}. "
                                "Make it first: os.makedirs(folder).")
    if os.path.isdir(text):
        raise IsADirectoryError(f"{who}: there is a folder of this name. {received('filepath', text)}. "
                                "Choose another name.")
    if not overwrite and os.path.exists(text):
        raise FileExistsError(f"{who}: there is a file of this name. {received('filepath', text)}. "
                              "Write overwrite=True to replace it.")
    return text


def path_to_read(path: object, endings: tuple[str, ...], who: str) -> str:
    """The path of a file that is there, not empty, and a file."""
    text = path_with_ending(path, endings, who)
    try:
        kind = os.stat(text)
    except OSError as error:
        raise LoadError(text, error.strerror or "it is not there", "Check the name and the folder.") from None
    if not stat.S_ISREG(kind.st_mode):
        raise LoadError(text, "it is no regular file" if not stat.S_ISDIR(kind.st_mode) else "it is a folder",
                        "Give the path of a file.")
    if kind.st_size == 0:
        raise LoadError(text, "it is empty", "Save it again.")
    return text


def path_with_ending(path: object, endings: tuple[str, ...], who: str) -> str:
    """The path as text, with one of the endings."""
    if not isinstance(path, str | os.PathLike):
        raise ValueError(f"{who}: filepath must be a string or a path. {received('filepath', path)}. "
                         f"Write filepath='model{endings[0]}'.")
    text = os.fspath(path)
    if not isinstance(text, str):
        text = os.fsdecode(text)
    if not text.endswith(endings):
        choices = " or ".join(endings)
        raise ValueError(f"{who}: the file name must end in {choices}. {received('filepath', text)}. "
                         f"{instead(text, endings)}")
    return text


def instead(text: str, endings: tuple[str, ...]) -> str:
    """What to write in place of a path with a wrong ending."""
    if text.endswith((".h5", ".hdf5")) and ".keras" in endings:
        return "The old format .h5 is not supported: write .keras."
    stem = os.path.splitext(os.path.basename(text))[0] or "model"
    return f"Write {stem.removesuffix('.weights') + endings[0]!r}."
