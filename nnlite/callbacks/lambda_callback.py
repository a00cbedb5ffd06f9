"""How is a callback made of plain functions?"""

from collections.abc import Callable
from typing import Any

from nnlite._checks import sentence, suggest
from nnlite.callbacks.callback import Callback

Hook = Callable[..., Any] | None
HOOKS = [name for name in vars(Callback) if name.startswith(("on_", "set_"))]


class LambdaCallback(Callback):
    """Calls your functions at the moments that they are named after.

    Args:
        on_epoch_begin, on_epoch_end: Functions of (epoch, logs).
        on_train_begin, on_train_end: Functions of (logs).
        on_train_batch_begin, on_train_batch_end: Functions of (batch, logs).
        **kwargs: Any other hook of `Callback`, such as `on_test_begin`.

    Raises:
        ValueError: There is no such hook, or it is no function.

    Example:

        >>> callback = LambdaCallback(on_epoch_end=lambda epoch, logs: print(epoch, logs["loss"]))
        >>> callback.on_epoch_end(0, {"loss": 0.5})
        0 0.5
    """

    def __init__(self, on_epoch_begin: Hook = None, on_epoch_end: Hook = None, on_train_begin: Hook = None,
                 on_train_end: Hook = None, on_train_batch_begin: Hook = None, on_train_batch_end: Hook = None,
                 **kwargs: Hook):
        super().__init__()
        given = {"on_epoch_begin": on_epoch_begin, "on_epoch_end": on_epoch_end, "on_train_begin": on_train_begin,
                 "on_train_end": on_train_end, "on_train_batch_begin": on_train_batch_begin,
                 "on_train_batch_end": on_train_batch_end, **kwargs}
        for name, function in given.items():
            if name not in HOOKS:
                raise ValueError(f"LambdaCallback: there is no hook {name!r}.{suggest(name, HOOKS)} "
                                 f"The hooks are {', '.join(HOOKS)}.")
            if function is not None and not callable(function):
                raise ValueError(sentence("LambdaCallback", f"{name} must be a function", name, function,
                                          f"Write {name}=lambda …: print('now')."))
        self.__dict__.update({name: function for name, function in given.items() if function is not None})
