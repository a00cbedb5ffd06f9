"""When has a model learnt what it can? When a result has not become better for some epochs."""

from typing import Any

from nnlite._checks import boolean, number_between, whole_number
from nnlite.callbacks.monitor import MonitorCallback


class EarlyStopping(MonitorCallback):
    """Ends the training when a result stops improving.

    Args:
        monitor: The result to watch, such as `val_loss` or `val_accuracy`.
        min_delta: By how much a better value must be better.
        patience: After how many epochs without a better value the training ends.
        verbose: 1 to say so.
        mode: "min" where less is better, "max" where more is, "auto" to know it from the metric.
        baseline: Only values better than this one count as progress.
        restore_best_weights: Whether the model ends with the weights of its best epoch.
        start_from_epoch: The first epoch that counts.

    Attributes:
        best, best_epoch, best_weights: The best value, its epoch (from 0), and the weights if they are restored.
        stopped_epoch: The epoch (from 0) after which training ended, 0 if it went on to the end.
        wait: Epochs since the best one.

    Raises:
        ValueError: An argument makes no sense, or with mode="auto" the metric's direction is not known.

    Example:

        >>> import numpy as np
        >>> import nnlite
        >>> model = nnlite.Sequential([nnlite.layers.Dense(1, input_shape=(1,))])
        >>> model.compile(nnlite.optimizers.SGD(0.0), "mse")
        >>> stop = EarlyStopping("loss", patience=3)
        >>> history = model.fit(np.ones((4, 1)), np.ones((4, 1)), epochs=10, verbose=0, callbacks=[stop])
        >>> len(history.epoch), stop.stopped_epoch
        (4, 3)
    """

    def __init__(self, monitor: str = "val_loss", min_delta: float = 0, patience: int = 0, verbose: int = 0,
                 mode: str = "auto", baseline: float | None = None, restore_best_weights: bool = False,
                 start_from_epoch: int = 0):
        super().__init__(monitor, mode, min_delta=min_delta)
        self.patience = whole_number(patience, "patience", "EarlyStopping")
        self.verbose = verbose
        self.baseline = None if baseline is None else number_between(baseline, "baseline", "EarlyStopping")
        self.restore_best_weights = boolean(restore_best_weights, "restore_best_weights", "EarlyStopping")
        self.start_from_epoch = whole_number(start_from_epoch, "start_from_epoch", "EarlyStopping")
        self._begin()

    def _begin(self) -> None:
        self.wait = self.stopped_epoch = self.best_epoch = 0
        self.best = None
        self.best_weights: list[Any] | None = None

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        self._begin()

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self.direction(logs)
        current = self.monitored(logs)
        if current is None or epoch < self.start_from_epoch:
            return
        if self.is_improvement(current, self.best):
            self.best, self.best_epoch = current, epoch
            if self.restore_best_weights:
                self.best_weights = self.model.get_weights()
            progress = self.baseline is None or self.is_improvement(current, self.baseline)
            self.wait = 0 if progress else self.wait + 1
            return
        self.wait += 1
        if self.wait >= self.patience and epoch > 0:
            self.stopped_epoch = epoch
            self.model.stop_training = True

    def on_train_end(self, logs: dict[str, float] | None = None) -> None:
        if self.stopped_epoch and self.verbose:
            print(f"Epoch {self.stopped_epoch + 1}: early stopping", flush=True)
        if self.best_weights is not None:
            if self.verbose:
                print(f"The weights are again those of the best epoch, {self.best_epoch + 1}.", flush=True)
            self.model.set_weights(self.best_weights)
