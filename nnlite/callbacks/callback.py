"""What can be done while a model trains? A callback is told when something begins and ends."""

from typing import Any


class Callback:
    """Base class of the callbacks; a subclass overrides the hooks that it needs.

    Attributes:
        model: The model that is trained.
        params: epochs, steps, samples, verbose.

    Example:

        >>> class Printer(Callback):
        ...     def on_epoch_end(self, epoch, logs=None):
        ...         print(epoch, sorted(logs))
    """

    def __init__(self) -> None:
        self.model: Any = None
        self.params: dict[str, Any] = {}

    def set_model(self, model: Any) -> None:
        """Told once, before training."""
        self.model = model

    def set_params(self, params: dict[str, Any]) -> None:
        """Told once, before training."""
        self.params = params

    def on_train_begin(self, logs: dict[str, float] | None = None) -> None:
        """`fit` begins."""

    def on_train_end(self, logs: dict[str, float] | None = None) -> None:
        """`fit` ends."""

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """An epoch begins."""

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """An epoch ends; the logs hold its results, those of the validation included."""

    def on_batch_begin(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """The old name of `on_train_batch_begin`."""

    def on_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """The old name of `on_train_batch_end`."""

    def on_train_batch_begin(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """A step of training begins."""
        self.on_batch_begin(batch, logs=logs)

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """A step of training ends; the logs hold the means of the epoch so far."""
        self.on_batch_end(batch, logs=logs)

    def on_test_begin(self, logs: dict[str, float] | None = None) -> None:
        """`evaluate`, or a validation, begins."""

    def on_test_end(self, logs: dict[str, float] | None = None) -> None:
        """`evaluate`, or a validation, ends."""

    def on_test_batch_begin(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """A step of evaluation begins."""

    def on_test_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """A step of evaluation ends."""

    def on_predict_begin(self, logs: dict[str, float] | None = None) -> None:
        """`predict` begins."""

    def on_predict_end(self, logs: dict[str, float] | None = None) -> None:
        """`predict` ends."""

    def on_predict_batch_begin(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """A step of prediction begins."""

    def on_predict_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """A step of prediction ends."""
