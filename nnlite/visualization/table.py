"""How is a summary printed? The table of tf.keras 2.0, character for character.

Fields are cut and padded to fixed columns, so the spaces at the end of a line are part of the table. The rows of a
nested model stand in a box below it, as in later versions of tf.keras:

    inner (Model)                (None, 3)                 15
    |¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯|
    | input_2 (InputLayer)       [(None, 4)]               0        |
    |_______________________________________________________________|
    | dense (Dense)              (None, 3)                 15       |
    ¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯
"""

import numbers
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nnlite._checks import sentence, whole_number
from nnlite.visualization.rows import Row

CHAIN = (65, (0.45, 0.85, 1.0), ("Layer (type)", "Output Shape", "Param #"))
GRAPH = (98, (0.33, 0.55, 0.67, 1.0), ("Layer (type)", "Output Shape", "Param #", "Connected to"))
TRAINABLE = "Trainable"
TRAINABLE_WIDTH = 11


class Layout(NamedTuple):
    """How wide the lines are, in which column each field ends, and what the fields are called."""

    line_length: int
    positions: tuple[int, ...]
    headers: tuple[str, ...]


def layout(chain: bool, show_trainable: bool, line_length: int | None = None,
           positions: Sequence[float] | None = None) -> Layout:
    """The columns that fit a model, moved to where the caller wants them.

    Args:
        chain: Whether the model needs no "Connected to".
        show_trainable: Whether there is one more column for that.
        line_length: The whole width; None for 65, 98 for a graph, and 11 more for the trainable column.
        positions: Where each field ends, as fractions of the width or in characters; more than needed do no harm.
    """
    default_length, default_positions, headers = CHAIN if chain else GRAPH
    extra = TRAINABLE_WIDTH if show_trainable else 0
    if line_length is not None:
        default_length = whole_number(line_length, "line_length", "summary", least=1 + extra) - extra
    ends = default_positions if positions is None else checked_positions(positions, len(headers))
    if ends[-1] <= 1:
        ends = tuple(int(default_length * end) for end in ends)
    columns = tuple(int(end) for end in ends[:len(headers)])
    if show_trainable:
        return Layout(default_length + extra, (*columns, columns[-1] + extra), (*headers, TRAINABLE))
    return Layout(default_length, columns, headers)


def checked_positions(positions: Sequence[float], needed: int) -> tuple[float, ...]:
    """Enough numbers, each greater than the one before."""
    ends = tuple(positions) if isinstance(positions, Iterable) else ()
    are_numbers = all(isinstance(end, numbers.Real) for end in ends)
    if len(ends) < needed or not are_numbers or any(not here < there for here, there in pairwise((0, *ends))):
        raise ValueError(sentence("summary", f"positions must be {needed} growing numbers, where each column ends",
                                  "positions", positions, "Leave it out for columns that fit."))
    return ends


def as_text(title: str, rows: Sequence[Row], totals: Sequence[str], form: Layout, note: str = "") -> str:
    """The whole table: title, header, rows, totals, and perhaps a note."""
    rule = "_" * form.line_length
    lines = [title, rule, line(form.headers, form.positions), "=" * form.line_length, *body(rows, form)]
    return "\n".join([*lines, *totals, rule, *([note] if note else [])])


def body(rows: Sequence[Row], form: Layout) -> Iterator[str]:
    """The lines of the layers, each followed by the line that separates it from the next."""
    following_depths = [*(row.depth for row in rows[1:]), 0]
    for number, (row, following) in enumerate(zip(rows, following_depths, strict=False), 1):
        yield from row_lines(row, form)
        if following > row.depth:
            yield nested_rule("¯", following, form)
        else:
            yield from (nested_rule("¯", depth, form) for depth in range(row.depth - 1, following - 1, -1))
            yield nested_rule("_", following, form) if number < len(rows) else "=" * form.line_length


def nested_rule(character: str, depth: int, form: Layout) -> str:
    """A line across the table, or across the boxes of a nested model."""
    return boxed(character * (form.line_length - 2 * depth), depth)


def boxed(text: str, depth: int) -> str:
    """Text between the sides of as many boxes."""
    return "|" * depth + text + "|" * depth


def row_lines(row: Row, form: Layout) -> Iterator[str]:
    """A layer's line, and one more for every further connection."""
    first, *further = row.connected_to or ("",)
    values = {"Layer (type)": f"{row.name} ({row.class_name})", "Output Shape": unknown(row.output_shape),
              "Param #": unknown(row.params), "Connected to": first, TRAINABLE: "Y" if row.trainable else "N"}
    yield nested_line([values[header] for header in form.headers], form, row.depth)
    for connection in further:
        values = {"Connected to": connection}
        yield nested_line([values.get(header, "") for header in form.headers], form, row.depth)


def nested_line(fields: Sequence[str], form: Layout, depth: int) -> str:
    """A line of the table; in a box, its first and its last column are narrower."""
    if not depth:
        return line(fields, form.positions)
    narrower = [max(1, end - depth) for end in form.positions[:-1]] + [max(1, form.positions[-1] - 2 * depth)]
    return boxed(line([f" {fields[0]}", *fields[1:]], narrower), depth)


def unknown(value: object) -> str:
    """The value as text; a question mark stands for what is not known yet."""
    return "?" if value is None else str(value)


def line(fields: Sequence[str], positions: Sequence[int]) -> str:
    """Fields side by side; each is cut where its column ends, and a blank stays free before the next."""
    filled = ""
    for field, end in zip(fields, positions, strict=True):
        if filled:
            filled = filled[:-1] + " "
        filled = (filled + field)[:end].ljust(end)
    return filled
