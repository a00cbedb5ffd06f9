"""How does a history look in a notebook? A table: every result first, last, at its best, and as a curve."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlite.callbacks.monitor import known_direction
from nnlite.training.progress_line import number
from nnlite.visualization.html import LEFT, RIGHT, cell, escape

WIDTH, HEIGHT, EDGE = 160, 28, 3    # of a curve, in pixels


def table(history: Any) -> str:
    """The table as HTML, without scripts."""
    epochs = len(history.epoch)
    title = f"History of {epochs} epoch{'s' * (epochs != 1)}"
    head = "".join(f'<th scope="col"{LEFT if name in ("result", "curve") else RIGHT}>{name}</th>'
                   for name in ("result", "first", "last", "best", "curve"))
    rows = [row(history, key) for key, values in history.history.items() if values]
    return "\n".join(["<table>", f"<caption>{title}</caption>", f"<thead><tr>{head}</tr></thead>", "<tbody>", *rows,
                      "</tbody>", "</table>"])


def row(history: Any, key: str) -> str:
    """One result."""
    values, epochs = single(history.history[key]), history.epochs_of(key)
    name = f'<th scope="row" style="text-align: left; font-weight: normal">{escape(key)}</th>'
    cells = [cell(number(values[0]), RIGHT), cell(number(values[-1]), RIGHT), cell(best(history, key), RIGHT)]
    return f"<tr>{name}{''.join(cells)}<td{LEFT}>{curve(epochs, values, f'{key} by epoch')}</td></tr>"


def single(values: Sequence[Any]) -> list[float]:
    """One number an epoch: the mean where a metric gives one for each class."""
    return [float(np.mean(value)) for value in values]


def best(history: Any, key: str) -> str:
    """The best value and its epoch, where it is known what is better."""
    direction = known_direction(history.model, key)
    pairs = [(value, epoch) for value, epoch in zip(single(history.history[key]), history.epochs_of(key), strict=True)
             if math.isfinite(value)]
    if direction is None or not pairs:
        return ""
    choose = min if direction == "min" else max
    value, epoch = choose(pairs, key=lambda pair: pair[0])
    return f"{number(value)} in epoch {epoch}"


def curve(epochs: Sequence[int], values: Sequence[float], label: str) -> str:
    """A small curve with a dot at its end, as SVG, in the colour of the text."""
    points = places(epochs, values)
    if not points:
        return ""
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return (f'<svg width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'aria-label="{escape(label)}"><polyline points="{line}" fill="none" stroke="currentColor" '
            f'stroke-width="1.5" stroke-linejoin="round"/>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="currentColor"/></svg>')


def places(epochs: Sequence[int], values: Sequence[float]) -> list[tuple[float, float]]:
    """Where the finite values lie in the picture.

    >>> places([1, 2], [0.0, 1.0])
    [(3.0, 25.0), (157.0, 3.0)]
    """
    finite = [(epoch, value) for epoch, value in zip(epochs, values, strict=True) if math.isfinite(value)]
    if not finite:
        return []
    low, high = min(v for _, v in finite), max(v for _, v in finite)
    first, last = epochs[0], epochs[-1]

    def between(value: float, start: float, end: float, size: int) -> float:
        share = (value - start) / (end - start) if end > start else 0.5
        return EDGE + share * (size - 2 * EDGE)

    return [(between(epoch, first, last, WIDTH), HEIGHT - between(value, low, high, HEIGHT)) for epoch, value in finite]
