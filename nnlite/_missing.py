"""What is said of a name that a module does not have? That Keras may have it and nnlite not, and the name next to it.

    >>> import nnlite
    >>> nnlite.layers.Dens
    Traceback (most recent call last):
    AttributeError: nnlite.layers has no 'Dens': not all of Keras is supported yet, ... Did you mean 'Dense'?
"""

import sys
from collections.abc import Callable
from importlib.machinery import PathFinder
from types import ModuleType
from typing import NoReturn

from nnlite._checks import suggest


def explain(package: str, *names: str) -> None:
    """Give a package, and those of its names that are modules, what Python calls for a name that is not there."""
    for path in (package, *(f"{package}.{name}" for name in names)):
        module = sys.modules.get(path)
        if module is not None and "__getattr__" not in vars(module):
            vars(module)["__getattr__"] = teller(module)


def teller(module: ModuleType) -> Callable[[str], NoReturn]:
    """The `__getattr__` of one module: an AttributeError, for `from module import name` an ImportError that says it."""

    def __getattr__(name: str) -> NoReturn:
        importing = sys._getframe(1).f_code.co_name == "_handle_fromlist"  # it asks first, then tries a submodule
        if name.startswith("_") or importing and is_submodule(module, name):
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
        raise (ImportError if importing else AttributeError)(missing(module, name))

    return __getattr__


def missing(module: ModuleType, name: str) -> str:
    """The sentence."""
    return (f"{module.__name__} has no {name!r}: not all of Keras is supported yet, SUPPORTED.md lists what is."
            f"{suggest(name, alike(module, name), one_slip(name))}")


def alike(module: ModuleType, name: str) -> list[str]:
    """The public names with the same digits: 2D instead of 1D is no slip of the finger."""
    names = getattr(module, "__all__", None) or [other for other in dir(module) if not other.startswith("_")]
    return [other for other in names if digits(other) == digits(name)]


def digits(name: str) -> list[str]:
    """The digits in a name."""
    return [sign for sign in name if sign.isdigit()]


def one_slip(name: str) -> float:
    """How alike two names are that differ in one letter, of the longer names at least."""
    return max(0.8, 1 - 1 / (len(name) - 0.5))


def is_submodule(module: ModuleType, name: str) -> bool:
    """Whether a package holds a module that was not loaded so far."""
    return PathFinder.find_spec(f"{module.__name__}.{name}", getattr(module, "__path__", [])) is not None
