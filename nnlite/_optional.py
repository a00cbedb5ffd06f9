"""How is code reached that needs a package nnlite does without? Through one function, which names the extra."""

import importlib
from types import ModuleType
from typing import Any


def require(module: str, extra: str) -> ModuleType:
    """Import a module that needs an optional package.

    Args:
        module: Its full name: the package's own, or that of an nnlite module which imports the package.
        extra: The extra of nnlite that brings the package.

    Raises:
        ImportError: If the package is not installed; one sentence that says how to install it.

    Example:
        >>> require("no_such_package", extra="plot")
        Traceback (most recent call last):
        ImportError: no_such_package is not installed. Install it with: pip install "nnlite[plot]"
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        package = (error.name or module).partition(".")[0]
        if package == "nnlite":     # ours is missing: no extra would help
            raise
        sentence = f'{package} is not installed. Install it with: pip install "nnlite[{extra}]"'
        raise ImportError(sentence, name=package) from None


class Later:
    """A module of the standard library that is loaded when it is first used: `import nnlite` must not take long.

    Args:
        module: Its full name.

    Example:

        >>> zipfile = Later("zipfile")
        >>> zipfile.ZIP_STORED
        0
    """

    def __init__(self, module: str):
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self._module), name)
