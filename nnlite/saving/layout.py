"""Where in a file does each variable live? In Keras's order and under Keras's names for places.

    layers/dense_1/vars/0       the first variable of the model's second Dense layer

A place is named after the layer's class, counted, not after the layer, because automatic names differ between two
builds of one model. A layer inside a layer is found under the name of the attribute that holds it.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from nnlite._naming import to_snake_case
from nnlite.layers import tracking
from nnlite.layers.layer import Layer


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
    if getattr(layer, "graph", None) is not None and not layer.own_call:
        yield from walk_container(layer.layers, join(group, "layers"), seen)
    for name in sorted(vars(layer), key=private_last):
        value = vars(layer)[name]
        if name in tracking.NOT_OWNED:
            continue
        if isinstance(value, Layer):
            yield from walk(value, join(group, name), seen)
        elif isinstance(value, (list, tuple, dict)):
            yield from walk_container(value, join(group, name), seen)


def walk_container(container: Any, group: str, seen: set[int]) -> Iterator[Place]:
    """The layers in a list, a tuple or a dictionary, numbered by class."""
    counts: Counter[str] = Counter()
    for value in container.values() if isinstance(container, dict) else container:
        if isinstance(value, Layer):
            name = counted(to_snake_case(class_name(value)), counts)
            yield from walk(value, join(group, name), seen)
        elif isinstance(value, (list, tuple, dict)):
            yield from walk_container(value, join(group, counted("container", counts)), seen)


def metric_numbers(where: list[Place]) -> dict[str, list[np.ndarray]]:
    """What metrics hold that are attributes of layers, by place: Keras stores it, and misses it where it is not."""
    found: dict[str, list[np.ndarray]] = {}
    for place in where:
        for name, value in vars(place.layer).items():
            if hasattr(value, "reset_state") and hasattr(value, "result"):
                numbers = getattr(value, "state", None)
                found[join(place.group, name)] = \
                    list(numbers.astype(np.float32)) if isinstance(numbers, np.ndarray) and numbers.ndim == 1 else \
                    [np.asarray(variable.value) for variable in value.variables]
    return found


def own_variables(layer: Any) -> list[Any]:
    """The variables that a layer made itself: those meant to be trained, then the others, each in order of making."""
    own = tracking.own_variables(layer)
    return [v for v in own if v.wanted] + [v for v in own if not v.wanted]


def class_name(layer: Any) -> str:
    """The name of a layer's class in files: a plain model is Keras's Functional."""
    return {"Model": "Functional"}.get(type(layer).__name__, type(layer).__name__)


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
