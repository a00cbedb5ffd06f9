"""How does a file find one's own classes again? By names that were registered, or that hold within a `with` block."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from nnlite._checks import received
from nnlite._identifiers import CUSTOM_OBJECTS, custom_object_scope


def register_keras_serializable(package: str = "Custom", name: str | None = None) -> Callable[[Any], Any]:
    """A decorator that makes a class or function known as `package>name`.

    Args:
        package: Whose it is.
        name: Its name there; that of the class by default.

    Raises:
        ValueError: The class has no get_config, so that it could not be written down.

    Example:

        >>> @register_keras_serializable("example")
        ... def double(x):
        ...     return 2 * x
        >>> get_registered_name(double), get_registered_object("example>double") is double
        ('example>double', True)
    """

    def register(target: Any) -> Any:
        if isinstance(target, type) and not hasattr(target, "get_config"):
            raise ValueError(f"register_keras_serializable: a class needs a get_config. {received('class', target)}. "
                             "Return the arguments of its __init__ from it.")
        CUSTOM_OBJECTS[f"{package}>{name or target.__name__}"] = target
        return target

    return register


def get_registered_name(obj: Any) -> str:
    """The name under which a class or function was registered, or its own."""
    return next((name for name, known in CUSTOM_OBJECTS.items() if known is obj and ">" in name), obj.__name__)


def get_registered_object(name: str, custom_objects: Any = None, module_objects: Any = None) -> Any:
    """The class or function of a name, or None.

    Args:
        name: The name.
        custom_objects, module_objects: Further tables to look in.
    """
    for table in (CUSTOM_OBJECTS, custom_objects or {}, module_objects or {}):
        if name in table:
            return table[name]
    return None


def get_custom_objects() -> dict[str, Any]:
    """The table of registered names itself: what is put in is known from then on."""
    return CUSTOM_OBJECTS


class CustomObjectScope:
    """While this is open, the names of one's own classes and functions are known.

    Args:
        custom_objects: A dictionary of them by name.

    Example:

        >>> import nnlite
        >>> with CustomObjectScope({"double": lambda x: 2 * x}):
        ...     float(nnlite.activations.get("double")(3.0))
        6.0
    """

    def __init__(self, custom_objects: Any = None):
        self.custom_objects = dict(custom_objects or {})
        self._open: list[AbstractContextManager[None]] = []

    def __enter__(self) -> "CustomObjectScope":
        self._open.append(custom_object_scope(self.custom_objects))
        self._open[-1].__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._open.pop().__exit__(*error)
