"""What is said when a file cannot be loaded? Which file, what is wrong with it, one likely fix."""

import struct

from nnlite._optional import Later

zipfile, zlib = Later("zipfile"), Later("zlib")


def damage() -> tuple[type[Exception], ...]:
    """What reading a damaged zip archive raises."""
    return (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, KeyError, OverflowError,
            RuntimeError, NotImplementedError)


class LoadError(OSError, ValueError):
    """A file cannot be loaded; nothing has changed.

    It is an OSError and a ValueError at once, because code written for Keras catches now the one, now the other.

    Example:

        >>> raise LoadError("m.weights.npz", "it is empty", "Save it again.")
        Traceback (most recent call last):
        nnlite.saving.errors.LoadError: m.weights.npz cannot be loaded: it is empty. Save it again.
    """

    def __init__(self, path: object, problem: str, fix: str = ""):
        super().__init__(f"{path} cannot be loaded: {problem}. {fix}".rstrip())
