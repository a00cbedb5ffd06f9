"""Where is a `fit`, and what decides the batches to come? What it takes to go on as if nothing had happened."""

from __future__ import annotations

from typing import Any

import numpy as np


class Position:
    """The place that a running `fit` has reached; a callback may save it, and change it in `on_train_begin`.

    Args:
        epoch: The first epoch.
        generator: What shuffles at the beginning of every epoch.
        feed: What runs the steps of an epoch, in an `order` of its own.

    Attributes:
        to_reset: What every pass sets back: variables that become 0, and metrics that do it themselves; None until the
            first epoch is over, since a metric may be made in it. To find them takes longer than to set them back.
        epoch: The epoch that runs, or the next one.
        batch: How many batches of that epoch are done.
    """

    def __init__(self, epoch: int, generator: np.random.Generator, feed: Any):
        self.epoch, self.batch = epoch, 0
        self.generator, self.feed = generator, feed
        self.to_reset: tuple[list, list] | None = None

    def reached(self, epoch: int, batch: int) -> None:
        """The training went on."""
        self.epoch, self.batch = epoch, batch

    @property
    def order(self) -> np.ndarray | None:
        """The order of the rows, or batches, in this epoch; None where nothing is shuffled, or not yet."""
        return getattr(self.feed, "order", None)

    def take_order(self, order: np.ndarray) -> None:
        """Go on in this order."""
        if self.order is None:
            self.feed.order = order
        else:
            self.order[...] = order  # programs read this very array
