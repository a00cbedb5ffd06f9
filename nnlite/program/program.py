"""What is a program? A flat list of kernel steps over arrays that already exist. Printed, it is a page to read."""

from typing import NamedTuple

import numpy as np

from nnlite._dispatch import announce, kernels
from nnlite._memory import place


class Line(NamedTuple):
    """A step, the layer it belongs to, and which part of the program it is in."""

    step: object
    scope: str
    part: str  # forward, backward or update


class Program:
    """Bound steps, and the arrays through which numbers go in and come out.

    Attributes:
        lines: the steps with their layers.
        inputs, outputs: arrays; write the ones, `run()`, read the others.
        multiply_adds: of one run, counted in matrix products.
    """

    def __init__(self, lines, inputs, outputs, labels, name="", mode=""):
        announce()
        self.lines = lines
        self.inputs = inputs
        self.outputs = outputs
        self.labels = labels
        self.name = name
        self.mode = mode
        self.checks = []  # the steps that find out whether a loss is finite
        self.logs = dict  # a function that reads the results of a step
        self.structure = None  # how the outputs of a prediction are arranged
        self.adds_losses = False  # whether layers add to the loss in a call
        self.run = self.sequence(self.steps)

    @staticmethod
    def sequence(steps):
        """The steps as one call; NumPy's part of them lets NaN and infinity through in silence, as the kernels do."""
        run = kernels.Sequence(steps)
        if not any(isinstance(step, kernels.PythonStep) for step in steps):
            return run

        def quietly():
            with np.errstate(all="ignore"):
                run()

        return quietly

    @property
    def steps(self):
        return [line.step for line in self.lines]

    @property
    def multiply_adds(self):
        return sum(step.multiply_adds for step in self.steps)

    def rows(self):
        """The lines as data: number, part, layer, kernel, what it writes, what it reads, multiply-adds."""
        labels = dict(self.labels)
        rows = []
        for number, (step, scope, part) in enumerate(self.lines, 1):
            reads, writes = [], []
            for letter, array in zip(step.access, step.arrays, strict=True):
                if array is not None and letter not in "sSl":
                    name = labels.setdefault(place(array), f"t{len(labels) - len(self.labels) + 1}")
                    short = name.replace(f"{scope}/", "") if scope else name
                    target = reads if letter.islower() else writes
                    target.append(f"{short} {times(array.shape)}".rstrip())
            written, read = (", ".join(dict.fromkeys(names)) for names in (writes, reads))
            rows.append(Row(number, part, scope, step.name, written, read, step.multiply_adds))
        return rows

    def describe(self, array):
        """The name of an array on the printed page."""
        return self.labels.get(place(array), "")

    def __str__(self):
        rows = self.rows()
        width = [max(len(str(row[column])) for row in [*rows, HEADER]) for column in range(2, 6)]
        title = f'Program of "{self.name}": {self.mode}, {len(rows)} steps, {self.multiply_adds:,} multiply-adds'
        text = [title, page_line(HEADER, width), "-" * (sum(width) + 34)]
        last = None
        for row in rows:
            text += [f"{row.part}:"] if row.part != last else []
            work = f"{row.multiply_adds:,}" if row.multiply_adds else ""
            text.append(page_line(row._replace(multiply_adds=work), width))
            last = row.part
        return "\n".join(text)

    __repr__ = __str__


class Row(NamedTuple):
    """A line of the printed page."""

    number: int | str
    part: str
    layer: str
    kernel: str
    writes: str
    reads: str
    multiply_adds: int | str


HEADER = Row("", "", "layer", "kernel", "result", "from", "multiply-adds")


def page_line(row, width):
    """One line of the page, its columns under each other."""
    cells = "  ".join(f"{cell:{size}}" for cell, size in zip(row[2:6], width, strict=True))
    return f"{row.number:>4}  {cells}  {row.multiply_adds:>13}".rstrip()


def times(shape):
    """A shape as it is spoken: 128x64."""
    return "x".join(map(str, shape))
