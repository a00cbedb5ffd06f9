"""Where are a teacher's hidden checks? In a folder, or in an archive that is unpacked for the time of grading."""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath


@contextlib.contextmanager
def hidden_checks(given: str | None) -> Iterator[Path | None]:
    """The folder of hidden checks; None where there are none.

    Raises:
        ValueError: There is no such folder or archive, or it holds no checks.
    """
    if given is None:
        yield None
        return
    path = Path(given)
    if path.is_dir():
        yield with_checks(path.absolute())
        return
    if not zipfile.is_zipfile(path):
        raise ValueError(f"grade: {given!r} is neither a folder nor a .zip with hidden checks.")
    with tempfile.TemporaryDirectory(prefix="nnlite-hidden-") as folder, zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            name = PurePosixPath(member.filename).name
            if name.endswith(".py"):
                Path(folder, name).write_bytes(archive.read(member))
        yield with_checks(Path(folder))


def with_checks(folder: Path) -> Path:
    """The folder, if there are checks in it."""
    if not any(folder.glob("[0-9][0-9]-*.py")):
        raise ValueError(f"grade: there are no hidden checks in {str(folder)!r}. Such a file is called as its "
                         "exercise: 05-two-inputs.py.")
    return folder
