"""What belongs to a layer? The variables, layers and metrics among its attributes, found when they are asked for."""

import contextlib
import threading
from typing import Any

from nnlite.graph import trace
from nnlite.graph.structure import objects_in
from nnlite.graph.variable import Variable

NOT_OWNED = ("nodes", "_given", "graph", "_arguments", "_added_losses", "_weights")

_thread = threading.local()


def attributes(layer: Any) -> list[Any]:
    """What a layer's attributes hold, also in lists and dictionaries."""
    return objects_in([value for key, value in vars(layer).items() if key not in NOT_OWNED])


def sublayers(layer: Any) -> list[Any]:
    """The layers among a layer's attributes, each once."""
    found = [leaf for leaf in attributes(layer) if hasattr(leaf, "traced_call") and hasattr(leaf, "run_call")]
    return list({id(one): one for one in found if one is not layer}.values())


def all_layers(layer: Any) -> list[Any]:
    """A layer and everything in it, at any depth."""
    found, waiting = {}, [layer]
    while waiting:
        one = waiting.pop(0)
        if id(one) not in found:
            found[id(one)] = one
            waiting += one.layers if hasattr(one, "layers") else sublayers(one)
    return list(found.values())


def own_variables(layer: Any) -> list[Variable]:
    """The variables that `add_weight` made and those that are attributes."""
    found = [*layer._weights, *(leaf for leaf in attributes(layer) if isinstance(leaf, Variable))]
    return list({id(variable): variable for variable in found}.values())


def weights(layer: Any) -> list[Variable]:
    """A layer's variables in Keras's order."""
    own = own_variables(layer)
    found = [v for v in own if v.wanted] + [v for v in own if not v.wanted]
    found += [variable for inner in sublayers(layer) for variable in inner.weights]
    return list({id(variable): variable for variable in found}.values())


def metrics(layer: Any) -> list[Any]:
    """The metrics among the attributes of a layer and of the layers in it."""
    found = [leaf for one in all_layers(layer) for leaf in attributes(one)
             if hasattr(leaf, "reset_state") and hasattr(leaf, "result") and not isinstance(leaf, type)]
    return list({id(metric): metric for metric in found}.values())


def added_losses(layer: Any) -> list[Any]:
    """What a layer and those in it added with `add_loss`, on the open trace or in the last call on arrays."""
    inside = all_layers(layer)
    tape = trace.current()
    if tape is not None:
        known = {id(one) for one in inside}
        return [loss for owner, loss in tape.losses if id(owner) in known]
    return [loss for one in inside for loss in one._added_losses]


def penalties(variables: list[Variable]) -> list[Any]:
    """What regularizers ask for the weights."""
    return [variable.regularizer(variable) for variable in variables if variable.regularizer is not None]


def scope(name: str) -> Any:
    """While this runs, ops belong to a layer of this name on the open trace, if there is one."""
    tape = trace.current()
    return contextlib.nullcontext() if tape is None else tape.within(name)


@contextlib.contextmanager
def outermost(layer: Any) -> Any:
    """The first of nested calls on arrays forgets what was added to the losses in the call before."""
    depth = getattr(_thread, "depth", 0)
    if depth == 0:
        for one in all_layers(layer):
            one._added_losses.clear()
    _thread.depth = depth + 1
    try:
        yield
    finally:
        _thread.depth = depth
