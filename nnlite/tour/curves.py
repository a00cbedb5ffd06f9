"""How did the network learn? Loss and accuracy after each epoch, on the digits it learned from and on others."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from nnlite.tour.lesson import Lesson

TRAINING, HELD_BACK = "#0072B2", "#D55E00"      # Okabe and Ito's blue and vermilion
TEXT, QUIET, LINE = "#1a1a1a", "#595959", "#dddddd"
WIDTH, HEIGHT = 12.0, 6.2                       # inches
BIG, MIDDLE, SMALL = 22, 17, 15                 # points


def draw_curves(figure: Figure, lesson: Lesson) -> None:
    """Draw the loss on the left and the accuracy on the right; the title says where they ended."""
    history = lesson.history
    figure.set_size_inches(WIDTH, HEIGHT)
    figure.subplots_adjust(left=0.065, right=0.975, bottom=0.125, top=0.74, wspace=0.22)
    figure.text(0.025, 0.92, f"Learning curves: held-back accuracy {100 * lesson.accuracy:.1f} %", fontsize=BIG,
                fontweight="bold", color=TEXT)
    loss, accuracy = figure.subplots(1, 2)
    draw_panel(loss, "Loss", history["loss"], history["val_loss"], "{:.3f}")
    draw_panel(accuracy, "Accuracy", history["accuracy"], history["val_accuracy"], "{:.1%}")
    accuracy.set_ylim(0, 1)
    accuracy.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))


def draw_panel(axes: Axes, title: str, training: Sequence[float], held_back: Sequence[float], form: str) -> None:
    """Draw two curves, and say in the legend, which stands where no curve can cross it, where each ended."""
    curves = (("training", training, TRAINING, (0, (2.2, 1))), ("held back", held_back, HELD_BACK, "-"))
    for name, values, colour, dashes in curves:
        end = form.format(values[-1]).replace("%", " %")
        axes.plot(range(1, len(values) + 1), values, color=colour, linestyle=dashes, linewidth=3.5, marker="o",
                  markersize=10, markevery=[-1], clip_on=False, label=f"{name} {end}")
    axes.set_title(title, fontsize=MIDDLE, loc="left", pad=44, color=TEXT)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.03), ncols=2, frameon=False, fontsize=SMALL, borderpad=0,
                borderaxespad=0, labelcolor="linecolor", handlelength=1.9, handletextpad=0.6, columnspacing=1.4)
    axes.set_xlabel("epoch", fontsize=SMALL, color=QUIET)
    axes.set_xlim(0, len(training))
    axes.set_ylim(bottom=0)
    style(axes)


def style(axes: Axes) -> None:
    """Quiet lines behind the curves, and nothing else."""
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.grid(axis="y", color=LINE, linewidth=1)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=SMALL, colors=QUIET, length=0, pad=8)
    axes.spines[:].set_visible(False)
