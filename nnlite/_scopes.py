"""Blocks of a script that Keras knows: names in front of those of variables, and a device that is always the CPU."""

import contextlib
from typing import Any

from nnlite._checks import sentence
from nnlite._naming import within


class name_scope:  # noqa: N801  (Keras's name)
    """While this runs, the paths of new variables begin with a name.

    Args:
        name: A string without a slash.

    Raises:
        ValueError: The name is no string, or has a slash in it.

    Example:

        >>> import nnlite
        >>> with nnlite.name_scope("encoder"):
        ...     layer = nnlite.layers.Dense(2, name="first")
        ...     layer.build((None, 3))
        >>> layer.kernel.path
        'encoder/first/kernel'
    """

    def __init__(self, name: str):
        if not isinstance(name, str) or "/" in name:
            raise ValueError(sentence("name_scope", "a name must be a string without '/'", "name", name,
                                      "Put one name_scope into another."))
        self.name = name
        self._entered: list[Any] = []

    def __enter__(self) -> "name_scope":
        self._entered.append(within(self))
        self._entered[-1].__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._entered.pop().__exit__(*error)


def device(device_name: Any) -> contextlib.AbstractContextManager[None]:
    """Accepted as in Keras, for scripts that choose a device: everything is computed by the CPU.

    Example:

        >>> import nnlite
        >>> with nnlite.device("gpu:0"):
        ...     nnlite.ops.add(1, 2).item()
        3
    """
    return contextlib.nullcontext()
