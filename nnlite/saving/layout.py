"""Where in a file does each variable live? In Keras's order and under Keras's names for places.

    layers/dense_1/vars/0       the first variable of the model's second Dense layer

A place is named after the layer's class, counted, not after the layer, because automatic names differ between two
builds of one model. A layer inside a layer is found under the name of the attribute that holds it.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from nnlite._naming import to_snake_case
from nnlite.layers import tracking
from nnlite.layers.layer import Layer
from nnlite.layers.serialization import class_name


class Place(NamedTuple):
    """One layer: its group in the file, the layer, and its own variables in the order in which they are stored."""

    group: str
    layer: Any
    variables: list[Any]


def places(model: Any) -> list[Place]:
    """The model and every layer in it, once, parents first."""
    return list(walk(model, "", set()))


def walk(layer: Any, group: str, seen: set[int]) -> Iterator[Place]:
    """A layer and what is inside it."""
    if id(layer) in seen:
        return
    seen.add(id(layer))
    yield Place(group, layer, own_variables(layer))
    for name in attributes(layer):
        value = getattr(layer, name)
        if isinstance(value, Layer):
            yield from walk(value, join(group, name), seen)
        elif isinstance(value, (list, tuple, dict)):
            yield from walk_container(value, join(group, name), seen)


def attributes(layer: Any) -> list[str]:
    """The attributes that may hold layers, in Keras's order: by name, private ones last.

    The list of a model's layers comes first, or by its name where the model is written as a class.
    """
    own = [name for name in vars(layer) if name not in tracking.NOT_OWNED]
    if not hasattr(layer, "own_call"):
        return sorted(own, key=private_last)
    if layer.own_call:
        return sorted([*own, "layers"], key=private_last)
    return ["layers", *sorted(own, key=private_last)]


def walk_container(container: Any, group: str, seen: set[int]) -> Iterator[Place]:
    """The layers in a list, a tuple or a dictionary, numbered by class."""
    counts: Counter[str] = Counter()
    for value in container.values() if isinstance(container, dict) else container:
        if isinstance(value, Layer):
            name = counted(to_snake_case(class_name(value)), counts)
            yield from walk(value, join(group, name), seen)
        elif isinstance(value, (list, tuple, dict)):
            yield from walk_container(value, join(group, counted("container", counts)), seen)


def own_variables(layer: Any) -> list[Any]:
    """The variables that a layer made itself: those meant to be trained, then the others, each in order of making."""
    own = tracking.own_variables(layer)
    return [v for v in own if v.wanted] + [v for v in own if not v.wanted]


def counted(name: str, counts: Counter[str]) -> str:
    """`dense`, `dense_1`, `dense_2`."""
    counts[name] += 1
    return f"{name}_{counts[name] - 1}" if counts[name] > 1 else name


def private_last(name: str) -> str:
    """The key of Keras's order of attributes."""
    return f"~{name}" if name.startswith("_") else name


def join(group: str, name: str) -> str:
    """A place inside a place."""
    return f"{group}/{name}" if group else name
