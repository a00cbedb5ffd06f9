"""How is progress shown by a callback? With the same display as that of `fit`."""

from typing import Any

from nnlite.callbacks.callback import Callback
from nnlite.training.progress import PassProgress, Progress


class ProgbarLogger(Callback):
    """Shows progress and results; `fit` has such a display already, and leaves it to this one if it is given.

    It is for loops of your own, which tell a `CallbackList` what happens.

    Example:

        >>> logger = ProgbarLogger()
        >>> logger.set_params({"verbose": 2, "epochs": 2, "steps": 1})
        >>> logger.on_train_begin()
        Train for 1 steps
        >>> logger.on_epoch_begin(0)
        >>> logger.on_train_batch_end(0, {"loss": 0.5})
        >>> logger.on_epoch_end(0, {"loss": 0.5})
        Epoch 1/2 - 0s - ...step - loss: 0.5000
    """

    def __init__(self) -> None:
        super().__init__()
        self.verbose: Any = 1
        self.epochs, self.target = 1, None
        self._fit: Progress | None = None       # while `fit` runs, its display; its validations show nothing
        self._pass: PassProgress | None = None

    def set_params(self, params: dict[str, Any]) -> None:
        super().set_params(params)
        self.verbose = params.get("verbose", 1)
        self.epochs, self.target = params.get("epochs", 1), params.get("steps")

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        self._fit = Progress(self.verbose, self.epochs, steps=self.target)
        self._fit.begin()

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if self._fit is None:
            self.on_train_begin()
        assert self._fit is not None
        self._fit.epoch_begin(epoch)

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        if self._fit is not None:
            self._fit.batch_end(batch, batch + 1, lambda: logs or {})

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if self._fit is not None:
            self._fit.epoch_end(logs)

    def on_train_end(self, logs: dict[str, float] | None = None) -> None:
        if self._fit is not None:
            self._fit.end()
        self._fit = None

    def on_test_begin(self, logs: dict[str, float] | None = None) -> None:
        self._begin_pass(Progress.for_evaluation)

    def on_test_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        self._step(batch, logs)

    def on_test_end(self, logs: dict[str, float] | None = None) -> None:
        self._end_pass(logs)

    def on_predict_begin(self, logs: dict[str, float] | None = None) -> None:
        self._begin_pass(Progress.for_prediction)

    def on_predict_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        self._step(batch, None)     # the logs of a prediction are its outputs

    def on_predict_end(self, logs: dict[str, float] | None = None) -> None:
        self._end_pass(None)

    def _begin_pass(self, display: Any) -> None:
        if self._fit is None:
            self._pass = display(self.verbose, steps=self.target)

    def _step(self, batch: int, logs: dict[str, float] | None) -> None:
        if self._pass is not None:
            self._pass.batch_end(batch, batch + 1, lambda: logs or {})

    def _end_pass(self, logs: dict[str, float] | None) -> None:
        if self._pass is not None:
            self._pass.epoch_end(logs)
            self._pass.end()
        self._pass = None
