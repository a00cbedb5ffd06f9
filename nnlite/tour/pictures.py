"""What does learning look like? Two pictures: the learning curves, and a sheet of digits with the answers to them.

Only this module of the tour, and the two it imports, need matplotlib. They draw on figures of their own, without
pyplot, so no window opens and nothing of a user's session changes. The colours can be told apart by colour-blind
readers, and none stands alone: lines differ in their dashes, mistakes have a frame and a cross.
"""

from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from nnlite.tour.curves import draw_curves
from nnlite.tour.lesson import Lesson
from nnlite.tour.sheet import draw_sheet

DOTS_PER_INCH = 150


def save_pictures(lesson: Lesson, directory: Path) -> list[Path]:
    """Draw both pictures into a directory, which is made where it is missing, and return their paths.

    Raises:
        OSError: If they cannot be written there.
    """
    directory.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, draw in (("learning_curves.png", draw_curves), ("digits.png", draw_sheet)):
        figure = Figure(facecolor="white")
        FigureCanvasAgg(figure)
        draw(figure, lesson)
        figure.savefig(directory / name, dpi=DOTS_PER_INCH)
        paths.append(directory / name)
    return paths
