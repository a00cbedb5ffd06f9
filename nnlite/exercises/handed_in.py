"""What did a class hand in? Folders, archives or single files, one for each student; they are read, never run."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from nnlite.exercises import submission
from nnlite.exercises.submission import SUFFIXES, Submission, Unreadable

MOST_FILES = 1000       # of one student
MOST_DEPTH = 4          # folders in folders
IGNORED = {"__pycache__", "__MACOSX", ".nnlite", ".git", ".ipynb_checkpoints", ".venv", "venv", "node_modules"}


@dataclass
class Work:
    """What one student handed in.

    Attributes:
        student: The name of the folder, archive or file.
        answers: The submission for each exercise.
        problems: What could not be read, a sentence each.
    """

    student: str
    answers: dict[str, Submission] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, path: PurePosixPath | Path, text: str) -> None:
        """Take a file; of two for one exercise, the one with the usual name, else the first."""
        exercise = submission.named(text)
        if exercise is None:
            return
        known = self.answers.get(exercise.id)
        if known is None or (path.name == exercise.file_name and known.path.name != exercise.file_name):
            self.answers[exercise.id] = Submission(exercise, text, Path(path))


def collect(folder: Path) -> list[Work]:
    """The work of every student, in the order of their names.

    Raises:
        ValueError: The folder holds nothing that was handed in.
    """
    if not folder.is_dir():
        raise ValueError(f"grade: there is no folder {str(folder)!r}. Give it one with a folder, archive or file for "
                         "each student.")
    works: dict[str, Work] = {}
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or path.name.startswith(".") or path.name in IGNORED:
            continue
        if path.is_dir():
            take_files(works.setdefault(path.name, Work(path.name)), path)
        elif path.suffix == ".zip":
            take_archive(works.setdefault(path.stem, Work(path.stem)), path)
        elif path.suffix in SUFFIXES:
            take_file(works.setdefault(student_of(path), Work(student_of(path))), path)
    if not works:
        raise ValueError(f"grade: nothing in {str(folder)!r} was handed in: it holds no folders, .zip, .py or .ipynb.")
    return list(works.values())


def student_of(path: Path) -> str:
    """Whose file it is: `ada_05_two_inputs.py` is ada's, as learning platforms call what they hand out."""
    name = re.split(r"[_\- ]+\d\d[_-]", path.stem)[0]
    return name or path.stem


def take_files(work: Work, folder: Path) -> None:
    """Read the files of a folder."""
    for number, path in enumerate(files_in(folder, MOST_DEPTH)):
        if number >= MOST_FILES:
            work.problems.append(f"There are more than {MOST_FILES} files; the others were not read.")
            return
        take_file(work, path)


def files_in(folder: Path, depth: int) -> Iterator[Path]:
    """The files that may be answers, also in folders inside, but nothing that links point to."""
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or path.name in IGNORED:
            continue
        if path.is_dir() and depth:
            yield from files_in(path, depth - 1)
        elif path.suffix in SUFFIXES:
            yield path


def take_file(work: Work, path: Path) -> None:
    """Read one file."""
    try:
        work.add(path, submission.text_of(path))
    except (Unreadable, OSError) as error:
        work.problems.append(str(error))


def take_archive(work: Work, path: Path) -> None:
    """Read the files in an archive, without unpacking it."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist()[:MOST_FILES]:
                name = PurePosixPath(member.filename)
                if name.suffix in SUFFIXES and not IGNORED & set(name.parts):
                    work.add(name, read_member(archive, member))
    except Unreadable as error:
        work.problems.append(str(error))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        work.problems.append(f"{path.name} is no archive that can be read: {type(error).__name__}.")


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    """The text of a file in an archive; what claims to be small and is not ends here."""
    with archive.open(member) as file:
        data = file.read(submission.MOST_BYTES + 1)
    name = PurePosixPath(member.filename).name
    if len(data) > submission.MOST_BYTES:
        raise Unreadable(f"{name} is larger than {submission.MOST_BYTES // 2**20} MB.")
    text = submission.decoded(data, name)
    return submission.from_notebook(text, name) if name.endswith(".ipynb") else text
