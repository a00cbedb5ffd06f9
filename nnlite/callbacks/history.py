"""What happened in training? The results of every epoch."""

from typing import Any

from nnlite._optional import require
from nnlite.callbacks.callback import Callback
from nnlite.callbacks.history_table import table


class History(Callback):
    """Collects the results of every epoch; `fit` returns it.

    In a notebook it shows itself as a table with small curves; `pandas.DataFrame(history.history)` is one of numbers.

    Attributes:
        history: A dictionary of lists: `history["loss"][0]` is the loss of the first epoch.
        epoch: The numbers of the epochs.

    Example:

        >>> history = History()
        >>> history.on_train_begin()
        >>> history.on_epoch_end(0, {"loss": 0.5})
        >>> history.history
        {'loss': [0.5]}
    """

    def __init__(self) -> None:
        super().__init__()
        self.history: dict[str, list[float]] = {}
        self.epoch: list[int] = []
        self._epochs: dict[str, list[int]] = {}     # those of each result: a validation may skip some

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        self.epoch = []

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self.epoch.append(epoch)
        for key, value in (logs or {}).items():
            if key not in self._epochs:
                self._epochs[key] = []
                self.history.setdefault(key, [])
            self.history[key].append(value)
            self._epochs[key].append(epoch)
        if self.model is not None:
            self.model.history = self

    def epochs_of(self, key: str) -> list[int]:
        """The epochs, counted from 1, whose results `history[key]` holds."""
        known = self._epochs.get(key, [])
        values = self.history[key]
        return [epoch + 1 for epoch in known] if len(known) == len(values) else list(range(1, len(values) + 1))

    def plot(self, metrics: Any = None, ax: Any = None) -> Any:
        """Draw the curves of the results, those of the validation beside those of the training.

        It needs matplotlib: `pip install "nnlite[plot]"`.

        Args:
            metrics: The name of a result (without `val_`), or a list of names; all of them by default.
            ax: The Axes to draw on; by default one is made for each result.

        Returns:
            The Axes, or an array of them where several were made.

        Raises:
            ValueError: There is no such result, or there are none at all.
        """
        return require("nnlite.callbacks.history_plot", "plot").plot(self, metrics, ax)

    def __repr__(self) -> str:
        return f"<History of {len(self.epoch)} epochs: {', '.join(self.history)}>"

    def _repr_html_(self) -> str:
        return table(self)
