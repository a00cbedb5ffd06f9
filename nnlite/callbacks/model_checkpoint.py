"""How is a model kept that may not become better any more? It is saved while it trains."""

import os
import warnings
from typing import Any

import numpy as np

from nnlite._checks import boolean, suggest
from nnlite._optional import require
from nnlite.callbacks.frequency import Frequency
from nnlite.callbacks.messages import tell
from nnlite.callbacks.monitor import MonitorCallback
from nnlite.saving import save_model, save_weights
from nnlite.saving.files import path_with_ending
from nnlite.saving.hdf5 import EXTRA

WEIGHTS, WHOLE = (".weights.h5", ".weights.npz"), (".keras",)


class ModelCheckpoint(MonitorCallback):
    """Saves the model, or its weights, after every epoch or every so many batches.

    Args:
        filepath: Where to: `….keras`, or `….weights.npz` or `….weights.h5` with `save_weights_only`. It may hold
            `{epoch}` (counted from 1), `{batch}` and the names of results: `{epoch:02d}-{val_loss:.2f}.weights.npz`.
        monitor: The result that says which model is best.
        verbose: 1 to say what is saved and what is not.
        save_best_only: Save only when the result is better than ever before.
        save_weights_only: Save the weights and the optimizer's state, without the layers.
        mode: "min" where less is better, "max" where more is, "auto" to know it from the metric.
        save_freq: "epoch", or a number of batches.
        initial_value_threshold: The result that the first model must be better than.

    Raises:
        ValueError: The path has another ending, or an argument makes no sense.
        KeyError: The path names a result that there is not.

    Example:

        >>> import os, tempfile
        >>> import numpy as np
        >>> import nnlite
        >>> folder = tempfile.mkdtemp()
        >>> model = nnlite.Sequential([nnlite.layers.Dense(1, input_shape=(1,))])
        >>> model.compile("sgd", "mse")
        >>> path = os.path.join(folder, "{epoch:02d}.weights.npz")
        >>> history = model.fit(np.ones((4, 1)), np.ones((4, 1)), epochs=2, verbose=0,
        ...                     callbacks=[ModelCheckpoint(path, save_weights_only=True)])
        >>> sorted(os.listdir(folder))
        ['01.weights.npz', '02.weights.npz']
    """

    def __init__(self, filepath: Any, monitor: str = "val_loss", verbose: int = 0, save_best_only: bool = False,
                 save_weights_only: bool = False, mode: str = "auto", save_freq: Any = "epoch",
                 initial_value_threshold: float | None = None):
        who = "ModelCheckpoint"
        super().__init__(monitor, mode, initial_value_threshold)
        self.verbose = verbose
        self.save_best_only = boolean(save_best_only, "save_best_only", who)
        self.save_weights_only = boolean(save_weights_only, "save_weights_only", who)
        self.filepath = path_with_ending(filepath, WEIGHTS if self.save_weights_only else WHOLE, who)
        if not self.filepath.endswith(".npz"):
            require("h5py", EXTRA)      # not only after the first epoch
        self.save_freq = save_freq
        self._frequency = Frequency(save_freq, who)
        self._epoch = 0
        if not self._frequency.every_epoch:     # an attribute, so that other checkpoints cost nothing in a batch
            self.on_train_batch_end = self._batch_end  # type: ignore[method-assign]

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self._epoch = epoch

    def _batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        if self._frequency.batch_is_due():
            self.save(self._epoch, batch, logs or {})

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if self._frequency.every_epoch:
            self.save(epoch, None, logs or {})

    def save(self, epoch: int, batch: int | None, logs: dict[str, Any]) -> None:
        """Save if it is to be saved, into a folder that is made where it is missing."""
        path = self.path(epoch, batch, logs)
        if not self.is_wanted(epoch, logs, path):
            return
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        (save_weights if self.save_weights_only else save_model)(self.model, path)
        if self.verbose:
            tell(f"Epoch {epoch + 1}: saved to {path}")

    def path(self, epoch: int, batch: int | None, logs: dict[str, Any]) -> str:
        """The path with its names filled in."""
        names = {"epoch": epoch + 1, **({} if batch is None else {"batch": batch + 1}), **logs}
        try:
            return self.filepath.format(**names)
        except (KeyError, IndexError) as error:
            name = error.args[0] if isinstance(error, KeyError) else ""
            raise KeyError(f"ModelCheckpoint: there is no {name!r} to fill into {self.filepath!r}. Available: "
                           f"{', '.join(names)}.{suggest(name, names)}") from None

    def is_wanted(self, epoch: int, logs: dict[str, Any], path: str) -> bool:
        """Whether this model is to be saved; says so."""
        current = logs.get(self.monitor)
        if not self.save_best_only:
            return True
        if current is None or np.ndim(current):
            self._warn(current, logs)
            return True
        before = "none" if self.best is None else f"{self.best:.5f}"
        better = self.is_improvement(current, self.best, logs)
        if better:
            self.best = current
        if self.verbose:
            tell(f"Epoch {epoch + 1}: {self.monitor} {current:.5f} is {'' if better else 'not '}better than {before}"
                 + (f", saving to {path}" if better else ""))
        return better

    def _warn(self, current: Any, logs: dict[str, Any]) -> None:
        """There is nothing by which to tell the best model."""
        what = f"there is no result {self.monitor!r}" if current is None else \
            f"{self.monitor!r} is no single number, but has shape {np.shape(current)}"
        warnings.warn(f"ModelCheckpoint: {what}, so every model is saved. Available: {', '.join(logs) or 'none'}."
                      f"{suggest(self.monitor, logs) if current is None else ''}", UserWarning, stacklevel=4)
