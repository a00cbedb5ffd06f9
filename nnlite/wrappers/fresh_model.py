"""Which model does a wrapper train? A new one for every fit: what a function makes, or an untrained twin of a model."""

import copy
from typing import Any

from nnlite._checks import sentence
from nnlite.models import Model


def made_by(source: Any, X: Any, y: Any, keywords: dict[str, Any] | None, who: str) -> Model:
    """The model that a function makes for data, or the untrained twin of a model.

    Raises:
        ValueError: There is neither a function nor a model, or the function returns no model.
        RuntimeError: The model is not compiled.
    """
    if isinstance(source, Model):
        check_compiled(source, who)
        return untrained(source, who)
    if not callable(source):
        raise ValueError(sentence(who, "model must be a compiled model, or a function of X and y that returns one",
                                  "model", source))
    model = source(X=X, y=y, **(keywords or {}))
    if not isinstance(model, Model):
        raise ValueError(sentence(who, "the function given as model must return a compiled model", "model", model,
                                  "End it with return model."))
    check_compiled(model, who)
    return model


def check_compiled(model: Model, who: str) -> None:
    """RuntimeError, as in Keras, unless `compile` was called."""
    try:
        model.compilation_given(who)
    except ValueError as error:
        raise RuntimeError(str(error)) from None


def untrained(model: Model, who: str) -> Model:
    """A model of the same layers with new weights, compiled in the same way with a new optimizer."""
    if not model.built:
        return copy.deepcopy(model)  # without weights there is nothing to forget
    twin = type(model).from_config(model.get_config(), {cls.__name__: cls for cls in layer_classes(model)})
    said = model.compilation(who)
    twin.compile(said.optimizer.fresh(),
                 *copy.deepcopy((said.losses, said.weights, *said.metrics.given)))
    return twin


def layer_classes(model: Any) -> set[type]:
    """The classes of all layers, those inside nested models too: a user's own need not be registered."""
    nested = [layer_classes(layer) for layer in model.layers if isinstance(layer, Model)]
    return {type(layer) for layer in model.layers}.union(*nested)
