"""What came out? One table a figure, as Markdown that a terminal shows as well."""

import statistics
from dataclasses import dataclass

from benchmarks.registry import JOBS, PEERS

NOISY = 0.2


@dataclass(frozen=True)
class Row:
    """One peer's figure, in the figure's unit.

    `ratio` is nnlite's median over this one's, `best` its fastest sample over this one's fastest, `met` and
    `met_by_best` what the two say of the limit. Where a busy machine spoils medians, the fastest ones tell more.
    """

    job: str
    figure: str
    peer: str
    median: float
    low: float
    high: float
    ratio: float | None = None
    best: float | None = None
    limit: float | None = None
    met: bool | None = None
    met_by_best: bool | None = None

    @property
    def noisy(self):
        """Whether the samples lie further apart than a fifth of their median."""
        return self.high - self.low > NOISY * abs(self.median)


def rows(samples):
    """Every figure of every peer, in the order of the registry."""
    return [row(job, figure, peer, by_figure[figure])
            for job, by_figure in samples.items()
            for figure in JOBS[job].figures if figure in by_figure
            for peer in JOBS[job].peers if peer in by_figure[figure]]


def row(job, figure, peer, by_peer):
    """The row of one peer, judged where a target speaks of it."""
    scale = JOBS[job].figures[figure].scale
    values = [value * scale for value in by_peer[peer]]
    ours = [value * scale for value in by_peer.get("nnlite", ())]
    numbers = median, low, _ = statistics.median(values), min(values), max(values)
    limit = limit_of(job, figure, peer)
    if peer == "nnlite":
        return Row(job, figure, peer, *numbers, None, None, limit, within(median, limit), within(median, limit))
    if not ours or min(*ours, low) <= 0:
        return Row(job, figure, peer, *numbers, limit=limit)
    ratio, best = statistics.median(ours) / median, min(ours) / low
    return Row(job, figure, peer, *numbers, ratio, best, limit, within(ratio, limit), within(best, limit))


def within(value, limit):
    """Whether a limit is kept; None where there is none."""
    return None if limit is None else value <= limit


def limit_of(job, figure, peer):
    """The limit that the targets set for nnlite beside this peer, or for nnlite alone."""
    about = None if peer == "nnlite" else peer
    return next((target.limit for target in JOBS[job].figures[figure].targets if target.peer == about), None)


def table(job, figure, table_rows):
    """The table of one figure."""
    about = JOBS[job].figures[figure]
    head = [f"{about.title}, {about.unit}", "median", "min to max", "nnlite / peer", "of the best", "must be", ""]
    lines = [head, *(cells(row, about.unit) for row in table_rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    lines.insert(1, ["-" * (width - 1) + ":" if 1 <= column <= 5 else "-" * width
                     for column, width in enumerate(widths)])
    return "\n".join(render(line, widths) for line in lines)


def render(line, widths):
    padded = [cell.rjust(width) if 1 <= column <= 5 else cell.ljust(width)
              for column, (cell, width) in enumerate(zip(line, widths, strict=True))]
    return "| " + " | ".join(padded) + " |"


def cells(row, unit):
    """What a row says, cell by cell."""
    limit = "" if row.limit is None else f"≤ {row.limit:g}" + (f" {unit}" if row.peer == "nnlite" else "")
    verdict = "unsure" if row.met != row.met_by_best else {None: "", True: "met", False: "missed"}[row.met]
    remark = ", ".join(word for word in (verdict, "noisy" if row.noisy else "") if word)
    return [PEERS[row.peer].title, number(row.median), f"{number(row.low)} to {number(row.high)}",
            *("" if ratio is None else f"{ratio:.3g}" for ratio in (row.ratio, row.best)), limit, remark]


def number(value):
    """Three digits that matter, and thousands apart."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def verdicts(all_rows, jobs):
    """One line: how many targets were met, which were not, and which could not be judged."""
    judged = {(row.job, row.figure, row.peer): {row.met, row.met_by_best}
              for row in all_rows if row.met is not None}
    wanted = [(job, figure, target.peer or "nnlite")
              for job in jobs for figure, about in JOBS[job].figures.items() for target in about.targets]
    said = {"Missed": {False}, "Unsure, median and best disagree": {True, False}, "Not measured": None}
    parts = [f"{sum(judged.get(key) == {True} for key in wanted)} of {len(wanted)} targets met."]
    for words, verdict in said.items():
        keys = [" ".join(key) for key in wanted if judged.get(key) == verdict]
        parts += [f"{words}: {', '.join(keys)}."] if keys else []
    return " ".join(parts)


def report(results, machine, jobs):
    """The whole page: the machine, a table a figure, what failed, and the verdict."""
    all_rows = rows(results.samples)
    parts = ["\n".join(f"{name}: {value}" for name, value in machine.items())]
    for job in jobs:
        for figure in JOBS[job].figures:
            chosen = [row for row in all_rows if (row.job, row.figure) == (job, figure)]
            parts += [table(job, figure, chosen)] if chosen else []
    parts += [f"failed: {job} {peer}: {words}" for (job, peer), words in results.failures.items()]
    return "\n\n".join([*parts, verdicts(all_rows, jobs)])
