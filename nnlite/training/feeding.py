"""How do the samples of a data set get into a program, batch after batch, without Python touching them?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from nnlite._dispatch import kernels
from nnlite.ops.op import numpy_step
from nnlite.training.batches import Batch


class Feeder:
    """Runs programs over arrays: gathers the next batch and runs the steps as one compiled call.

    Args:
        batch: all samples.
        batch_size: rows a step; the last step may have fewer.
        program_for: makes the program for a batch like this one with a number of rows.
        shuffled: whether the rows come in another order each epoch.
        limit: run at most this many steps an epoch.
    """

    nothing = "x with 0 rows"

    def __init__(self, batch: Batch, batch_size: int, program_for: Any, shuffled: bool = False,
                 limit: int | None = None):
        self.arrays = batch.arrays
        self.samples = batch.rows
        self.order = np.arange(self.samples, dtype=np.int64) if shuffled else None
        self.cursor = np.zeros(1, np.int64)
        self.starts = list(range(0, self.samples, batch_size))[:limit]
        self.sizes = [min(batch_size, self.samples - start) for start in self.starts]
        self.programs = {size: program_for(batch, size) for size in dict.fromkeys(self.sizes)}
        self.runs = {size: self.bind(program) for size, program in self.programs.items()}

    def __len__(self) -> int:
        return len(self.starts)

    def bind(self, program: Any) -> Any:
        """The program's steps, preceded by those that fetch its inputs."""
        fetch = [fetching(source, self.order, self.cursor, target)
                 for source, target in zip(self.arrays, program.inputs, strict=True)]
        return program.sequence([*fetch, *program.steps])

    def shuffle(self, generator: np.random.Generator) -> None:
        """Draw a new order."""
        if self.order is not None:
            generator.shuffle(self.order)

    def steps(self) -> Iterator[tuple[int, int, Any, Any]]:
        """(first row, number of rows, what runs the step, what reads its results) for every step of an epoch."""
        logs = {size: program.logs for size, program in self.programs.items()}
        return iter([(start, size, self.runs[size], logs[size])
                     for start, size in zip(self.starts, self.sizes, strict=True)])


def fetching(source: np.ndarray, order: np.ndarray | None, cursor: np.ndarray, target: np.ndarray) -> Any:
    """The step that fetches the rows of a batch: a kernel, or Python where the rows are text."""
    if source.dtype.hasobject:
        return numpy_step("gather", gather_text, source, order, cursor, target, access="aA", arrays=(source, target))
    return kernels.gather(source, order, cursor, target)


def gather_text(source: np.ndarray, order: np.ndarray | None, cursor: np.ndarray, target: np.ndarray) -> None:
    """Rows of an array of text, from the cursor on in an order."""
    start = int(cursor[0])
    rows = slice(start, start + len(target))
    target[...] = source[rows] if order is None else source[order[rows]]
