"""How are several callbacks told at once? And which of them want to hear of every batch?"""

from collections.abc import Callable, Iterator
from typing import Any, Self

from nnlite._checks import a_type
from nnlite.callbacks.callback import Callback
from nnlite.callbacks.history import History
from nnlite.callbacks.progbar_logger import ProgbarLogger

Logs = dict[str, float]


class CallbackList(Callback):
    """Tells every callback, in their order. A loop of your own calls the hooks of the list.

    Hooks of batches that no callback overrides cost nothing: `batch_hook` answers None for them.

    Args:
        callbacks: A callback, or a list of them.
        add_history: Whether a `History` comes last, unless there is one.
        add_progbar: Whether a `ProgbarLogger` comes last, unless there is one.
        model: The model that is trained.
        **params: What the callbacks are told in `set_params`: epochs, steps, verbose.

    Attributes:
        callbacks: The callbacks.
        history: The `History` among them, or None.
        progbar: The `ProgbarLogger` among them, or None.

    Raises:
        ValueError: Something among the callbacks is none.

    Example:

        >>> from nnlite.callbacks import CallbackList, LambdaCallback
        >>> told = CallbackList([LambdaCallback(on_epoch_begin=lambda epoch, logs: print("epoch", epoch))])
        >>> told.on_epoch_begin(0)
        epoch 0
    """

    def __init__(self, callbacks: Any = None, add_history: bool = False, add_progbar: bool = False, model: Any = None,
                 **params: Any):
        super().__init__()
        self.callbacks = list(flat(callbacks))
        self.own: dict[str, list[Callback]] = {}  # who has which hook, looked up once
        self.history = self._first(History, add_history)
        self.progbar = self._first(ProgbarLogger, add_progbar)
        self.set_params(params)
        self.set_model(model)

    @classmethod
    def of(cls, callbacks: Any, add_history: bool = False, model: Any = None, **params: Any) -> Self:
        """The list that was given to `fit` in place of callbacks, or a new one of the callbacks."""
        if not isinstance(callbacks, cls):
            return cls(callbacks, add_history, model=model, **params)
        callbacks.history = callbacks._first(History, add_history)
        callbacks.set_params(params)
        callbacks.set_model(model)
        return callbacks

    def _first(self, kind: type, add: bool) -> Any:
        """The first callback of a kind; if there is none, a new one at the end where one is wanted."""
        found = [callback for callback in self.callbacks if isinstance(callback, kind)]
        if not found and add:
            found = [kind()]
            self.callbacks += found
        return found[0] if found else None

    @property
    def handles_nonfinite(self) -> bool:
        """Whether a callback wants to end the training itself when the loss is not finite."""
        return any(getattr(callback, "handles_nonfinite", False) for callback in self.callbacks)

    def set_model(self, model: Any) -> None:
        """Tell every callback which model is trained."""
        if model is None:
            return
        super().set_model(model)
        if self.history is not None:
            model.history = self.history
        for callback in self.callbacks:
            callback.set_model(model)

    def set_params(self, params: dict[str, Any]) -> None:
        """Tell every callback about epochs, steps and the display."""
        super().set_params(params)
        for callback in self.callbacks if params else []:
            callback.set_params(params)

    def listeners(self, name: str) -> list[Callback]:
        """The callbacks that have a hook of their own, looked up once."""
        if name not in self.own:
            self.own[name] = [callback for callback in self.callbacks if overrides(callback, name)]
        return self.own[name]

    def batch_hook(self, name: str) -> Callable[..., None] | None:
        """A function that calls the hook of every callback that has one of its own, or None."""
        own = self.listeners(name)
        if not own:
            return None

        def tell(batch: int, logs: Logs) -> None:
            logs = dict(sorted(logs.items()))
            for callback in own:
                getattr(callback, name)(batch, logs=logs)

        return tell

    def tell(self, name: str, *arguments: Any) -> None:
        """Call a hook of all that have one. As in Keras they see the results, the last argument, in order of names."""
        listeners = self.listeners(name)
        if not listeners:
            return
        *others, logs = arguments
        seen = dict(sorted(logs.items()))
        for callback in listeners:
            getattr(callback, name)(*others, seen)
        logs |= seen  # what callbacks add is shown

    def _tell_batch(self, name: str, batch: int, logs: Logs | None) -> None:
        hook = self.batch_hook(name)
        if hook is not None:
            hook(batch, logs or {})

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.tell("on_train_begin", logs or {})

    def on_train_end(self, logs: Logs | None = None) -> None:
        self.tell("on_train_end", logs or {})

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        self.tell("on_epoch_begin", epoch, logs or {})

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        self.tell("on_epoch_end", epoch, logs or {})

    def on_test_begin(self, logs: Logs | None = None) -> None:
        self.tell("on_test_begin", logs or {})

    def on_test_end(self, logs: Logs | None = None) -> None:
        self.tell("on_test_end", logs or {})

    def on_predict_begin(self, logs: Logs | None = None) -> None:
        self.tell("on_predict_begin", logs or {})

    def on_predict_end(self, logs: Logs | None = None) -> None:
        self.tell("on_predict_end", logs or {})

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        self._tell_batch("on_train_batch_begin", batch, logs)

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self._tell_batch("on_train_batch_end", batch, logs)

    def on_test_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        self._tell_batch("on_test_batch_begin", batch, logs)

    def on_test_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self._tell_batch("on_test_batch_end", batch, logs)

    def on_predict_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        self._tell_batch("on_predict_batch_begin", batch, logs)

    def on_predict_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self._tell_batch("on_predict_batch_end", batch, logs)


def flat(callbacks: Any) -> Iterator[Callback]:
    """The callbacks in a callback, a list, or lists in lists."""
    if callbacks is None:
        return
    if isinstance(callbacks, (list, tuple)):
        for callback in callbacks:
            yield from flat(callback)
    elif isinstance(callbacks, Callback):
        yield callbacks
    else:
        hint = " Did you forget the parentheses?" if isinstance(callbacks, type) else ""
        raise ValueError(f"fit: callbacks must be Callback objects. Received: {a_type(callbacks)}.{hint}")


def overrides(callback: Callback, name: str) -> bool:
    """Whether a callback has a hook of its own, under its name or the old one."""
    old = name.replace("train_", "")
    hooks = [n for n in {name, old} if hasattr(Callback, n)]
    return any(n in vars(callback) or getattr(type(callback), n) is not getattr(Callback, n) for n in hooks)
