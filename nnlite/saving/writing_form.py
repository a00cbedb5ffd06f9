"""How does Keras want a model's configuration? The model's own, with Keras's modules and what `compile` was told."""

from typing import Any

from nnlite import losses, metrics, optimizers
from nnlite._identifiers import registered_name
from nnlite.layers.serialization import class_name
from nnlite.saving import operations
from nnlite.saving.objects import serialize_keras_object


def model_entry(model: Any) -> dict[str, Any]:
    """The whole of `config.json`."""
    cls = type(model)
    built_in = cls.__module__.startswith("nnlite.")
    entry = {
        "module": "keras.layers" if built_in else cls.__module__,
        "class_name": class_name(model),
        "config": model.get_config(),
        "registered_name": None if built_in else registered_name(cls),
        "build_config": {"input_shape": getattr(model, "build_shape", None)},
    }
    told = model.get_compile_config()
    return refined(entry) | ({"compile_config": told} if told else {})


def refined(value: Any) -> Any:
    """The same configuration with objects in it written down, and models named, as Keras does both."""
    if isinstance(value, (list, tuple)):
        return [refined(item) for item in value]
    if not isinstance(value, dict):
        return refined(serialize_keras_object(value)) if hasattr(value, "get_config") else value
    if value.get("module") == operations.OURS and "inbound_nodes" in value:
        value = operations.for_keras(value)
    value = {key: refined(item) for key, item in value.items()}
    if value.get("class_name") == "__tuple__":
        return value["config"]["value"]     # Keras has lists only
    if value.get("class_name") == "Functional":
        value |= {"module": "keras.src.models.functional", "registered_name": "Functional"}
    elif value.get("class_name") == "Sequential":
        value |= {"module": "keras", "registered_name": None}
    elif value.get("class_name") == "InputLayer":
        value.pop("build_config", None)
    elif str(value.get("class_name")).startswith("SpatialDropout"):
        value["config"].pop("trainable", None)  # which Keras's class does not take
    return value


def compile_config(model: Any) -> dict[str, Any]:
    """What `compile` was told, in Keras's form; nothing for a model that is not compiled."""
    given = getattr(model, "_given", None)
    if given is None or model.optimizer is None:
        return {}
    _, loss, loss_weights, told, weighted = given
    return {
        "optimizer": optimizers.serialize(model.optimizer),
        "loss": written(loss, losses.serialize),
        "loss_weights": loss_weights,
        "metrics": written(told, metrics.serialize),
        "weighted_metrics": written(weighted, metrics.serialize),
        "run_eagerly": bool(getattr(model, "run_eagerly", False)),
        "steps_per_execution": 1,
        "jit_compile": False,
    }


def written(value: Any, serialize: Any) -> Any:
    """Losses or metrics in the structure in which they were given."""
    if isinstance(value, dict):
        return {key: written(item, serialize) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [written(item, serialize) for item in value]
    if value is None or isinstance(value, str):
        return value
    form = serialize(value)
    if isinstance(form, str) and form not in vars(losses) and form not in vars(metrics):
        return {"module": None, "class_name": "function", "config": form, "registered_name": form}
    return form
