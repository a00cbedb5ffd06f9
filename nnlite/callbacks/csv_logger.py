"""How do the results of every epoch get into a table that any program reads? One line of CSV each."""

import os
from collections.abc import Iterable
from typing import Any, TextIO

from nnlite._checks import boolean, sentence
from nnlite._optional import Later
from nnlite.callbacks.callback import Callback

csv = Later("csv")
MISSING = "NA"
NUMERIC = "0123456789+-.einfa"  # what stands in numbers
LINE_END = "\r\n"  # that of csv.writer


class CSVLogger(Callback):
    """Writes the results of every epoch into a CSV file: the epoch, then the results by name.

    Args:
        filename: Where to.
        separator: What stands between the columns, one character.
        append: Whether to go on with a file that is there; otherwise it is replaced.

    Raises:
        ValueError: An argument makes no sense.

    Example:

        >>> import pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp(), "log.csv")
        >>> logger = CSVLogger(path)
        >>> logger.on_train_begin()
        >>> logger.on_epoch_end(0, {"loss": 0.5, "val_loss": 0.75})
        >>> logger.on_train_end()
        >>> print(path.read_text().strip())
        epoch,loss,val_loss
        0,0.5,0.75
    """

    def __init__(self, filename: Any, separator: str = ",", append: bool = False):
        super().__init__()
        if not isinstance(filename, str | os.PathLike):
            raise ValueError(sentence("CSVLogger", "filename must be a string or a path", "filename", filename,
                                      "Write filename='log.csv'."))
        if not isinstance(separator, str) or len(separator) != 1:
            raise ValueError(sentence("CSVLogger", "separator must be one character", "separator", separator,
                                      "Write separator=','."))
        self.filename = os.fspath(filename)
        self.sep = separator
        self.append = boolean(append, "append", "CSVLogger")
        self.keys: list[str] | None = None
        self.writer: Any = None
        self.csv_file: TextIO | None = None
        self.append_header = True

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        self.close()
        self.append_header = not (self.append and os.path.exists(self.filename) and os.path.getsize(self.filename))
        self.csv_file = open(self.filename, "a" if self.append else "w", newline="", encoding="utf-8")  # noqa: SIM115
        self.keys = None

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        logs = logs or {}
        if self.csv_file is None:
            return
        if self.keys is None:
            self.keys = columns(logs)
            self.writer = csv.writer(self.csv_file, delimiter=self.sep)
            if self.append_header:
                self.writer.writerow(["epoch", *self.keys])
        values = [logs.get(key, MISSING) for key in self.keys]
        if self.sep not in NUMERIC and set(map(type, values)) == {float}:  # quotes nothing, and is twice as fast
            self.csv_file.write(self.sep.join(map(repr, [epoch, *values])) + LINE_END)
        else:
            self.writer.writerow([epoch, *map(cell, values)])
        self.csv_file.flush()

    def on_train_end(self, logs: dict[str, float] | None = None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, if it is open."""
        if self.csv_file is not None:
            self.csv_file.close()
        self.csv_file = self.writer = None


def columns(logs: dict[str, Any]) -> list[str]:
    """The names in order; those of a validation too, which may only come in a later epoch."""
    names = sorted(logs)
    return names if any(name.startswith("val_") for name in names) else [*names, *(f"val_{name}" for name in names)]


def cell(value: Any) -> Any:
    """A number or a text as it is, several numbers in brackets."""
    if isinstance(value, str) or not isinstance(value, Iterable) or getattr(value, "ndim", 1) == 0:
        return value
    return f'"[{", ".join(map(str, value))}]"'
