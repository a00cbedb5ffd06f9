"""What if the `__init__` of a layer of one's own forgets its parent's? Attributes that say so when they are read."""

from typing import Any


class SetByInit:
    """In the place of an attribute that `Layer.__init__` sets: who reads it before that hears what was forgotten."""

    def __set_name__(self, owner: type, name: str):
        self.name = name

    def __get__(self, layer: Any, cls: type) -> Any:
        if layer is None:
            raise AttributeError(f"type object {cls.__name__!r} has no attribute {self.name!r}")
        raise AttributeError(forgotten(layer))


def set_by_init() -> Any:
    """A `SetByInit`, for an attribute whose type is declared."""
    return SetByInit()


def forgotten(layer: Any) -> str:
    """The sentence for a layer whose `__init__` has not run."""
    return (f"{type(layer).__name__}: its __init__ did not call super().__init__(). "
            "Make super().__init__(**kwargs) the first line of __init__.")
