"""Are two libraries mixed? What is said where a layer or a tensor of another one comes among nnlite's."""

import sys

import numpy as np

OTHERS = frozenset({"keras", "tf_keras", "tensorflow", "torch", "jax", "flax", "mxnet"})
MOST_FRAMES = 60


def library(value: object) -> str:
    """The name of the other library whose object this is, or an empty string.

    >>> library(3)
    ''
    """
    return of_module(type(value).__module__)


def calling_library() -> str:
    """The name of the other library whose code called nnlite's, or an empty string if the user's code did."""
    found, frame = "", sys._getframe(1)
    for _ in range(MOST_FRAMES):
        module = frame.f_globals.get("__name__", "")
        if not of_module(module) and module.partition(".")[0] not in ("nnlite", "numpy"):
            break
        found = of_module(module) or found
        if frame.f_back is None:
            break
        frame = frame.f_back
    return found


def of_module(module: str) -> str:
    """The other library that a module belongs to, or an empty string."""
    package = module.partition(".")[0]
    return package if package in OTHERS else ""


def hint(value: object) -> str:
    """` Two libraries are mixed: …` for an object of another library, else an empty string."""
    package = library(value)
    return f" Two libraries are mixed: this is {package}'s. Take it from nnlite." if package else ""


def is_symbol(value: object) -> bool:
    """Whether this is a tensor of another library that holds no numbers."""
    try:
        return bool(library(value)) and np.asarray(value).dtype == object
    except Exception:  # each library has its own
        return True
