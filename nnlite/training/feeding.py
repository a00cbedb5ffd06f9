"""How do the samples of a data set get into a program, batch after batch, without Python touching them?"""

from __future__ import annotations

from typing import Any

import numpy as np

from nnlite._dispatch import kernels


class Feeder:
    """Runs programs over a data set: gathers the next batch and runs the steps as one compiled call.

    Args:
        arrays: the data in the order of the program's inputs.
        batch_size: rows a step; the last step may have fewer.
        program_for: makes the program for a number of rows.
        shuffled: whether the rows come in another order each epoch.
        limit: run at most this many steps an epoch.
    """

    def __init__(self, arrays: list[np.ndarray], batch_size: int, program_for: Any, shuffled: bool = False,
                 limit: int | None = None):
        self.arrays = arrays
        self.rows = len(arrays[0])
        self.order = np.arange(self.rows, dtype=np.int64) if shuffled else None
        self.cursor = np.zeros(1, np.int64)
        starts = range(0, self.rows, batch_size)
        self.starts = list(starts)[:limit]
        self.sizes = [min(batch_size, self.rows - start) for start in self.starts]
        self.programs = {size: program_for(size) for size in dict.fromkeys(self.sizes)}
        self.runs = {size: self.bind(program) for size, program in self.programs.items()}

    def bind(self, program: Any) -> Any:
        """The program's steps, preceded by those that fetch its inputs."""
        fetch = [kernels.gather(source, self.order, self.cursor, target)
                 for source, target in zip(self.arrays, program.inputs, strict=True)]
        return kernels.Sequence([*fetch, *program.steps])

    def shuffle(self, generator: np.random.Generator) -> None:
        """Draw a new order."""
        if self.order is not None:
            generator.shuffle(self.order)

    def steps(self) -> list[tuple[int, int, Any]]:
        """(first row, number of rows, what runs the step) for every step of an epoch."""
        return [(start, size, self.runs[size]) for start, size in zip(self.starts, self.sizes, strict=True)]
