"""How did the results change from epoch to epoch? Curves of training and validation. Only this module draws."""

from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from nnlite._checks import received, suggest

COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]    # Okabe and Ito's
QUIET, LINE = "#595959", "#dddddd"
WIDTH, HEIGHT = 4.8, 3.6    # of a panel, in inches


def plot(history: Any, metrics: Any, ax: Any) -> Any:
    """Draw the curves; see `History.plot`."""
    names = chosen(history, metrics)
    if ax is not None:
        for position, name in enumerate(names):
            draw(ax, history, name, COLOURS[2 * position % 6], COLOURS[(2 * position + 1) % 6], len(names) > 1)
        style(ax, "" if len(names) > 1 else names[0], len(ax.lines) > 1)
        return ax
    room = any(f"val_{name}" in history.history for name in names)
    figure, grid = plt.subplots(1, len(names), figsize=(WIDTH * len(names), HEIGHT), squeeze=False,
                                layout="constrained")
    for panel, name in zip(grid[0], names, strict=True):
        draw(panel, history, name, COLOURS[0], COLOURS[1], False)
        style(panel, name, room)
    return grid[0] if len(names) > 1 else grid[0, 0]


def chosen(history: Any, metrics: Any) -> list[str]:
    """The names of the results to draw, which there must be."""
    known = list(dict.fromkeys(key.removeprefix("val_") for key in history.history))
    if not known:
        raise ValueError("plot: there are no results yet. Received: a History of 0 epochs. Call fit first.")
    names = known if metrics is None else [metrics] if isinstance(metrics, str) else list(metrics)
    names = list(dict.fromkeys(name.removeprefix("val_") if isinstance(name, str) else name for name in names))
    for name in names:
        if name not in known:
            raise ValueError(f"plot: there is no such result. {received('metrics', name)}. The results are "
                             f"{', '.join(known)}.{suggest(name, known)}")
    if not names:
        raise ValueError(f"plot: at least one result is needed. {received('metrics', metrics)}. Write metrics='loss'.")
    return names


def draw(axes: Axes, history: Any, name: str, training: str, validation: str, named: bool) -> None:
    """The curve of a result, and that of its validation where there is one; they differ in their dashes too."""
    curves = ((name, "training", training, "--"), (f"val_{name}", "validation", validation, "-"))
    for key, label, colour, dashes in curves:
        if key in history.history:
            epochs, values = history.epochs_of(key), history.history[key]
            axes.plot(epochs, values, color=colour, linestyle=dashes, linewidth=2, marker="o",
                      markersize=6 if len(values) == 1 else 4, markevery=[-1],
                      label=f"{name}, {label}" if named else label)


def style(axes: Axes, title: str, room: bool) -> None:
    """Quiet lines behind the curves, whole epochs, and where there are several curves a legend that none can cross."""
    axes.set_title(title, loc="left", pad=28 if room else None)
    axes.set_xlabel("epoch", color=QUIET)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(axis="y", color=LINE)
    axes.set_axisbelow(True)
    axes.tick_params(colors=QUIET, length=0)
    axes.spines[:].set_visible(False)
    if len(axes.lines) > 1:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderaxespad=0,
                    labelcolor="linecolor", handlelength=3)
