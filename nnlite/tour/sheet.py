"""Which digits does the network read, and which does it misread? A sheet of them, with its answers."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from nnlite.tour.lesson import INK, Lesson, worth_showing

MISTAKE, TEXT, QUIET, LINE = "#C44E00", "#1a1a1a", "#595959", "#c8c8c8"     # a dark vermilion, and greys
COLUMNS, ROWS = 10, 4
MARGIN, TOP = 0.4, 1.4                      # inches, as are the next
SIDE, ACROSS, DOWN = 0.96, 1.28, 1.66        # of an image, from column to column, from row to row
BIG, MIDDLE, SMALL = 22, 17, 13             # points


def draw_sheet(figure: Figure, lesson: Lesson) -> None:
    """Draw the digits worth showing in rows, the mistakes first."""
    width = 2 * MARGIN + (COLUMNS - 1) * ACROSS + SIDE
    height = TOP + ROWS * DOWN + 0.1
    figure.set_size_inches(width, height)
    axes = figure.add_axes((0, 0, 1, 1))
    shown = worth_showing(lesson, COLUMNS * ROWS)
    title, legend = headlines(lesson, int(lesson.wrong[shown].sum()))
    axes.text(MARGIN, 0.52, title, fontsize=BIG, fontweight="bold", color=TEXT, va="center")
    axes.text(MARGIN, 0.98, legend, fontsize=SMALL + 2, color=QUIET, va="center")
    for place, digit in enumerate(shown):
        row, column = divmod(place, COLUMNS)
        draw_digit(axes, MARGIN + column * ACROSS, TOP + row * DOWN, lesson, digit)
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()


def draw_digit(axes: Axes, left: float, top: float, lesson: Lesson, digit: int) -> None:
    """Draw one digit with its upper left corner at (left, top), and the answer below it."""
    wrong = bool(lesson.wrong[digit])
    axes.imshow(lesson.images[digit], cmap="gray_r", vmin=0, vmax=INK, interpolation="nearest",
                extent=(left, left + SIDE, top + SIDE, top))
    axes.add_patch(Rectangle((left, top), SIDE, SIDE, fill=False, edgecolor=MISTAKE if wrong else LINE,
                             linewidth=4 if wrong else 1))
    if wrong:
        axes.add_patch(Circle((left + SIDE, top), 0.16, color=MISTAKE, zorder=3))
        axes.text(left + SIDE, top, "✗", fontsize=MIDDLE, color="white", ha="center", va="center_baseline",
                  zorder=4)
    answer = f"{lesson.answers[digit]}, not {lesson.labels[digit]}" if wrong else f"{lesson.answers[digit]}"
    middle = left + SIDE / 2
    axes.text(middle, top + SIDE + 0.2, answer, fontsize=MIDDLE, fontweight="bold", ha="center", va="center",
              color=MISTAKE if wrong else TEXT)
    axes.text(middle, top + SIDE + 0.43, f"{percent(lesson.confidence[digit])} sure", fontsize=SMALL, ha="center",
              va="center", color=MISTAKE if wrong else QUIET)


def headlines(lesson: Lesson, shown: int) -> tuple[str, str]:
    """What was found, and how to read the sheet, with so many mistakes shown."""
    digits, mistakes = len(lesson.labels), int(lesson.wrong.sum())
    if not mistakes:
        return f"All {digits} held-back digits read correctly", "The least sure answers first."
    framed = f"the {shown} surest of {mistakes} mistakes" if shown < mistakes else \
        "the only mistake" if mistakes == 1 else f"all {mistakes} mistakes, the surest first"
    return (f"{digits - mistakes} of {digits} held-back digits read correctly",
            f"Framed: {framed}. Then right answers, the least sure first.")


def percent(share: float) -> str:
    """A share in whole per cent; never 100, which would be a certainty that no network has."""
    return f"{100 * share:.0f} %" if share < 0.995 else ">99 %"
