"""What does plotting a model return? A picture, which a notebook displays and which can be saved to a file."""

import os
from functools import cached_property
from typing import Any

from nnlite._optional import require
from nnlite.visualization import drawing
from nnlite.visualization.diagram import Diagram
from nnlite.visualization.dot import to_dot
from nnlite.visualization.mermaid import to_mermaid
from nnlite.visualization.wording import Wanted

TEXTS = {"svg": "svg", "dot": "dot", "gv": "dot", "mmd": "mermaid", "mermaid": "mermaid"}
IMAGES = ("png", "pdf", "jpg", "jpeg")


class Picture:
    """The picture of a graph. It is drawn when it is looked at.

    Attributes:
        diagram: What is in it, as data: `boxes`, `edges`, `frames`.
        svg, dot, mermaid: The picture as text in these languages.
    """

    def __init__(self, diagram: Diagram, wanted: Wanted, direction: str = "TB", splines: str = "ortho",
                 dpi: int = 200):
        self.diagram = diagram
        self._wanted, self._direction, self._splines, self._dpi = wanted, direction, splines, dpi

    @cached_property
    def drawing(self) -> Any:
        """The shapes on the page."""
        return drawing.page.draw(self.diagram, self._wanted, self._direction, self._splines)

    @property
    def svg(self) -> str:
        return drawing.svg.to_svg(self.drawing)

    @property
    def dot(self) -> str:
        return to_dot(self.diagram, self._wanted, self._direction, self._splines, self._dpi)

    @property
    def mermaid(self) -> str:
        return to_mermaid(self.diagram, self._wanted, self._direction)

    def save(self, to_file: Any, file_format: str | None = None) -> None:
        """Write the picture to a file.

        Args:
            to_file: Its path; the ending says what is written: .svg, .dot, .gv, .mmd or .mermaid (text), .png, .pdf,
                .jpg (with matplotlib). Without an ending it is a PNG, as in Keras.
            file_format: An ending to be used instead of the path's.

        Raises:
            ValueError: If the ending is another.
            ImportError: If an image is wanted and matplotlib is not installed.
        """
        ending = file_format or os.path.splitext(os.fspath(to_file))[1][1:].lower() or "png"
        if ending in TEXTS:
            text = getattr(self, TEXTS[ending])
            with open(to_file, "w", encoding="utf-8") as file:
                file.write(text)
        elif ending in IMAGES:
            page = require("nnlite.visualization.drawing.matplotlib_page", "plot")
            page.save(self.drawing, to_file, ending, self._dpi)
        else:
            raise ValueError(f"plot_model: to_file must end in .{', .'.join((*TEXTS, *IMAGES))}. "
                             f"Received: to_file={os.fspath(to_file)!r}. Write to_file='model.svg'.")

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        count = len(self.diagram.boxes)
        return f'<Picture of "{self.diagram.name}": {count} box{"" if count == 1 else "es"}>'
