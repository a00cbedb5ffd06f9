"""How are several callbacks told at once? And which of them want to hear of every batch?"""

from collections.abc import Callable
from typing import Any

from nnlite._checks import a_type
from nnlite.callbacks.callback import Callback


class CallbackList:
    """Tells every callback, in their order.

    Hooks that nobody overrides cost nothing: `batch_hook` answers None for them.
    """

    def __init__(self, callbacks: Any, model: Any, params: dict[str, Any]):
        given = [] if callbacks is None else callbacks if isinstance(callbacks, (list, tuple)) else [callbacks]
        for callback in given:
            if not isinstance(callback, Callback):
                hint = " Did you forget the parentheses?" if isinstance(callback, type) else ""
                raise ValueError(f"fit: callbacks must be Callback objects. Received: {a_type(callback)}.{hint}")
        self.callbacks = list(given)
        self.own: dict[str, list[Callback]] = {}  # who has which hook, looked up once
        for callback in self.callbacks:
            callback.set_params(params)
            callback.set_model(model)

    def batch_hook(self, name: str) -> Callable[..., None] | None:
        """A function that calls the hook of every callback that has one of its own, or None."""
        if name not in self.own:
            self.own[name] = [c for c in self.callbacks if overrides(c, name)]
        own = self.own[name]
        if not own:
            return None

        def tell(batch: int, logs: dict[str, float]) -> None:
            for callback in own:
                getattr(callback, name)(batch, logs)

        return tell

    def tell(self, name: str, *arguments: Any) -> None:
        """Call the hook of every callback."""
        for callback in self.callbacks:
            getattr(callback, name)(*arguments)


def overrides(callback: Callback, name: str) -> bool:
    """Whether a callback's class has a hook of its own, under its name or the old one."""
    old = name.replace("train_", "")
    hooks = [n for n in {name, old} if hasattr(Callback, n)]
    return any(n in vars(callback) or getattr(type(callback), n) is not getattr(Callback, n) for n in hooks)
