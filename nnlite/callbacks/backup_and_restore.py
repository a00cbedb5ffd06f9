"""What if the computer stops in the middle of a training? The next `fit` goes on where the last one was."""

import contextlib
import os
from typing import Any

from nnlite._checks import boolean, sentence
from nnlite.callbacks.callback import Callback
from nnlite.callbacks.frequency import Frequency
from nnlite.saving import LoadError
from nnlite.saving.files import replacing
from nnlite.saving.state import load_state, save_state, take_metrics

LATEST, PREVIOUS = "latest.npz", "latest.npz.bkp"


class BackupAndRestore(Callback):
    """Keeps the state of a training on disk; the same `fit`, called again after an interruption, goes on from there.

    With arrays or a PyDataset it goes on bit for bit as if it had not been interrupted: weights, optimizer, dropout,
    the order of the samples, in the middle of an epoch too. A generator must give the same batches again. What other
    callbacks remember (the patience of an EarlyStopping, say) begins anew. When the training is over, the files are
    removed.

    Args:
        backup_dir: A folder for this training alone.
        save_freq: "epoch", or a number of batches.
        double_checkpoint: Whether to keep the state before the last one too, for when the last cannot be read.
        delete_checkpoint: Whether the files are removed in the end.

    Raises:
        ValueError: An argument makes no sense, or the model has no weights yet.
        LoadError: The files are another training's, or damaged.

    Example:

        >>> import os, tempfile
        >>> import numpy as np
        >>> import nnlite
        >>> folder = os.path.join(tempfile.mkdtemp(), "backup")
        >>> model = nnlite.Sequential([nnlite.layers.Dense(1, input_shape=(1,))])
        >>> model.compile("sgd", "mse")
        >>> history = model.fit(np.ones((4, 1)), np.ones((4, 1)), epochs=2, verbose=0,
        ...                     callbacks=[BackupAndRestore(folder)])
        >>> os.path.exists(folder)
        False
    """

    def __init__(self, backup_dir: Any, save_freq: Any = "epoch", double_checkpoint: bool = False,
                 delete_checkpoint: bool = True):
        who = "BackupAndRestore"
        super().__init__()
        if not isinstance(backup_dir, str | os.PathLike) or not os.fspath(backup_dir):
            raise ValueError(sentence(who, "backup_dir must be the path of a folder", "backup_dir", backup_dir,
                                      "Write backup_dir='backup'."))
        self.backup_dir = os.fspath(backup_dir)
        self.save_freq = save_freq
        self.double_checkpoint = boolean(double_checkpoint, "double_checkpoint", who)
        self.delete_checkpoint = boolean(delete_checkpoint, "delete_checkpoint", who)
        self._frequency = Frequency(save_freq, who)
        self._metrics: dict[str, Any] = {}      # what metrics held that the model does not have yet
        self._latest, self._previous = (os.path.join(self.backup_dir, name) for name in (LATEST, PREVIOUS))
        if not self._frequency.every_epoch:     # an attribute, so that saving by epochs costs nothing in a batch
            self.on_train_batch_end = self._batch_end  # type: ignore[method-assign]

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        for path in (self._latest, self._previous):
            if os.path.exists(path):
                try:
                    self._metrics = load_state(self.model, self.model._position, path)
                    if self._metrics:
                        self.on_train_batch_begin = self._batch_begin  # type: ignore[method-assign]
                    return
                except LoadError:
                    if path == self._previous or not os.path.exists(self._previous):
                        raise

    def _batch_begin(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """The first batch: now the model has the metrics that were missing in `on_train_begin`."""
        take_metrics(self.model, self._metrics)
        self._metrics = {}

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if self._frequency.every_epoch:
            self.save()

    def _batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        if self._frequency.batch_is_due():
            self.save()

    def save(self) -> None:
        """Save the state as it is now, in place of the last one."""
        os.makedirs(self.backup_dir, exist_ok=True)
        if self.double_checkpoint and os.path.exists(self._latest):
            with open(self._latest, "rb") as latest, replacing(self._previous) as previous:
                previous.write(latest.read())
        save_state(self.model, self.model._position, self._latest)

    def on_train_end(self, logs: dict[str, float] | None = None) -> None:
        if not self.delete_checkpoint:
            return
        for path in (self._latest, self._previous):
            with contextlib.suppress(FileNotFoundError):
                os.remove(path)
        with contextlib.suppress(OSError):  # not there, or not empty: then it holds what is not ours
            os.rmdir(self.backup_dir)
