"""What did a class hand in? Folders, archives or single files, one for each student; they are read, never run."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from nnlite.exercises import submission
from nnlite.exercises.submission import SUFFIXES, Submission, Unreadable

MOST_FILES = 1000       # of one student
MOST_BYTES = 32 * 2**20 # in files of one student that are read
MOST_ARCHIVE = 256 * 2**20
MOST_DEPTH = 4          # folders in folders
ARCHIVES = {".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"}
NOT_READ = "{} was not read: hand in .py, .pyx or .ipynb, or one .zip of them."
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
    files: int = 0
    size: int = 0

    def read(self, path: PurePosixPath | Path, text_of: Callable[[], str]) -> bool:
        """Read a file and take it; False if there have been too many, so that no more need be read."""
        if self.files >= MOST_FILES or self.size >= MOST_BYTES:
            self.problems.append(f"There are more than {MOST_FILES} files or {MOST_BYTES // 2**20} MB; the others were "
                                 "not read.")
            return False
        self.files += 1
        try:
            text = text_of()
            self.size += len(text)
            self.add(path, text)
        except Exception as error:  # a damaged file costs itself, never the grades of the others
            self.size += submission.MOST_BYTES
            sentence = str(error) if isinstance(error, Unreadable) else f"it cannot be read ({type(error).__name__})."
            self.problems.append(sentence if isinstance(error, Unreadable) else f"{path.name}: {sentence}")
        return True

    def add(self, path: PurePosixPath | Path, text: str) -> None:
        """Take a file; of two for one exercise, the one with the usual name, else the first."""
        exercise = submission.named(text, path.name)
        if exercise is None:
            self.problems.append(f"{path.name} does not say which exercise it is.")
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
        elif path.suffix == ".zip" and path.is_file():
            take_archive(works.setdefault(path.stem, Work(path.stem)), path)
        elif path.suffix in SUFFIXES:
            works.setdefault(student_of(path), Work(student_of(path))).read(path, partial(submission.text_of, path))
        elif path.suffix.lower() in (*SUFFIXES, *ARCHIVES):
            works.setdefault(path.stem, Work(path.stem)).problems.append(NOT_READ.format(path.name))
    if not works:
        raise ValueError(f"grade: nothing in {str(folder)!r} was handed in: it holds no folders, .zip, .py or .ipynb.")
    return list(works.values())


def student_of(path: Path) -> str:
    """Whose file it is: `ada_05_two_inputs.py` is ada's, as learning platforms call what they hand out."""
    name = re.split(r"[_\- ]+\d\d[_-]", path.stem)[0]
    return name or path.stem


def take_files(work: Work, folder: Path) -> None:
    """Read the files of a folder."""
    try:
        for path in files_in(work, folder, MOST_DEPTH):
            if not work.read(path, partial(submission.text_of, path)):
                return
    except OSError as error:
        work.problems.append(f"A folder cannot be read: {error.strerror}.")


def files_in(work: Work, folder: Path, depth: int) -> Iterator[Path]:
    """The files that may be answers, also in folders inside, but nothing that links point to."""
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or path.name in IGNORED:
            continue
        if path.is_dir() and depth:
            yield from files_in(work, path, depth - 1)
        elif path.suffix in SUFFIXES:
            yield path
        elif path.suffix.lower() in (*SUFFIXES, *ARCHIVES):
            work.problems.append(NOT_READ.format(path.name))


def take_archive(work: Work, path: Path) -> None:
    """Read the files in an archive, without unpacking it."""
    if path.stat().st_size > MOST_ARCHIVE:
        work.problems.append(f"{path.name} is larger than {MOST_ARCHIVE // 2**20} MB.")
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                name = PurePosixPath(member.filename)
                if name.suffix in SUFFIXES and not IGNORED & set(name.parts) and not work.read(
                        name, partial(read_member, archive, member)):
                    return
    except Exception as error:  # an archive can be damaged in more ways than zipfile has names for
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
