"""What is a drawing made of? Rectangles, texts and lines, in pixels from the upper left corner."""

import unicodedata
from typing import NamedTuple, TypeVar

from nnlite.visualization.layout.routes import Route

NARROW, WIDE = set("iljtfrI.,:;'|!()[] "), set("mwMW@%→×…")


class Box(NamedTuple):
    """A rectangle with round corners; `tooltip` is what a page says about it."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    line: str = "none"
    radius: float = 6.0
    thickness: float = 1.2
    dashed: bool = False
    tooltip: str = ""


class Text(NamedTuple):
    """A line of text; `anchor` is "start", "middle" or "end", and y is where its letters stand."""

    x: float
    y: float
    text: str
    size: float = 12.0
    bold: bool = False
    color: str = "#1f2933"
    anchor: str = "middle"


class Line(NamedTuple):
    """A path: strokes ("M", point), ("L", point), ("C", control, control, point); filled or drawn."""

    strokes: Route
    line: str = "none"
    thickness: float = 1.4
    fill: str = "none"
    tooltip: str = ""


AnyShape = TypeVar("AnyShape", Box, Text, Line, Box | Text | Line)


class Drawing(NamedTuple):
    """A page: its size, its title, and what is on it from the back to the front."""

    width: float
    height: float
    title: str
    shapes: list[Box | Text | Line]


def text_width(text: str, size: float, bold: bool = False) -> float:
    """About how wide a text is: in a common sans serif, and rather too wide than too narrow."""
    return size * sum(map(letter_width, text)) * (1.08 if bold else 1.0)


def letter_width(letter: str) -> float:
    """Width of a letter as a part of the size."""
    if letter in NARROW:
        return 0.38
    if letter in WIDE or letter.isupper() and not letter.isascii():
        return 0.92
    if not letter.isascii():
        return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.68
    return 0.72 if letter.isupper() else 0.62


def moved(shape: AnyShape, x: float, y: float) -> AnyShape:
    """A shape elsewhere."""
    if isinstance(shape, Line):
        return shape._replace(strokes=[(letter, tuple((a + x, b + y) for a, b in points))
                                       for letter, points in shape.strokes])
    return shape._replace(x=shape.x + x, y=shape.y + y)
