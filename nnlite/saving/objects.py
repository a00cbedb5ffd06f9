"""How is any object written down, and made again? In Keras's form, which says what it is and what it was made with."""

from typing import Any

import numpy as np

from nnlite import layers
from nnlite._checks import a_type, received, short_repr
from nnlite._identifiers import CUSTOM_OBJECTS, custom_object_scope
from nnlite.layers.serialization import CLASSES, MODELS
from nnlite.saving.reading_form import ROOMS, translated
from nnlite.saving.registration import get_registered_name

PLAIN = (str, int, float, bool, type(None))


def serialize_keras_object(obj: Any) -> Any:
    """An object in a form that JSON can hold.

    Args:
        obj: A layer, model, optimizer, loss, function, …; plain values, arrays and lists or dictionaries of all these.

    Raises:
        ValueError: It has no get_config.

    Example:

        >>> from nnlite import regularizers
        >>> form = serialize_keras_object(regularizers.L2(0.5))
        >>> form["class_name"], deserialize_keras_object(form).l2
        ('L2', 0.5)
    """
    if isinstance(obj, PLAIN):
        return obj
    if isinstance(obj, (list, tuple)):
        items = [serialize_keras_object(item) for item in obj]
        return tuple(items) if isinstance(obj, tuple) else items
    if isinstance(obj, dict):
        return {key: serialize_keras_object(value) for key, value in obj.items()}
    if isinstance(obj, np.generic):
        return obj.item()
    if isinstance(obj, np.ndarray):
        return {"class_name": "__numpy__", "config": {"value": obj.tolist(), "dtype": obj.dtype.name}}
    if isinstance(obj, layers.Layer):
        return layers.serialize(obj)
    if hasattr(obj, "get_config") and not isinstance(obj, type):
        cls = type(obj)
        room = next((name for name, room in ROOMS.items() if getattr(room, cls.__name__, None) is cls), None)
        return {"module": room or cls.__module__, "class_name": cls.__name__, "config": obj.get_config(),
                "registered_name": None if room else get_registered_name(cls)}
    if callable(obj) and getattr(obj, "__name__", "").isidentifier():
        return {"module": "builtins", "class_name": "function", "config": obj.__name__,
                "registered_name": get_registered_name(obj)}
    raise ValueError(f"serialize_keras_object: needs an object with a get_config. {received('obj', obj)}. "
                     "Functions are written with def.")


def deserialize_keras_object(config: Any, custom_objects: dict[str, Any] | None = None, safe_mode: bool = True,
                             **kwargs: Any) -> Any:
    """The object that a form stands for; only classes that are known by name are made, nothing is imported.

    Args:
        config: What `serialize_keras_object` returned.
        custom_objects: One's own classes and functions by name.
        safe_mode: Accepted and always on: code in a form is never run.

    Raises:
        ValueError: There is no such class or function.
    """
    if kwargs:
        raise ValueError(f"deserialize_keras_object: {next(iter(kwargs))} is not supported. Leave it out.")
    with custom_object_scope(custom_objects or {}):
        return made(config)


def made(form: Any) -> Any:
    """What a form stands for."""
    if isinstance(form, (list, tuple)):
        items = [made(item) for item in form]
        return tuple(items) if isinstance(form, tuple) else items
    if not isinstance(form, dict):
        return form
    name: Any = form.get("class_name")
    inner: Any = form.get("config")
    if not isinstance(name, str) or "config" not in form:
        return {key: made(value) for key, value in form.items()}
    if name == "__tuple__":
        return tuple(made(item) for item in inner["value"])
    if name == "__numpy__":
        return np.array(inner["value"], inner["dtype"])
    if name == "function":
        return found([form.get("registered_name"), inner], form)
    if name in CLASSES or name in MODELS:
        return layers.deserialize(translated(form))
    cls = getattr(ROOMS.get(form.get("module") or ""), name, None) or found([form.get("registered_name"), name], form)
    if issubclass(cls, layers.Layer):
        return layers.deserialize(translated(form))
    return cls.from_config(dict(inner)) if hasattr(cls, "from_config") else cls(**inner)


def found(names: list[Any], form: dict[str, Any]) -> Any:
    """The first registered object among some names; a function of the package has its own name."""
    for name in names:
        for table in (CUSTOM_OBJECTS, *(vars(room) for room in ROOMS.values())):
            if isinstance(name, str) and name in table:
                return table[name]
    raise ValueError(f"deserialize_keras_object: the {form['class_name']} {short_repr(names[-1])} is not known. "
                     f"Received: {a_type(form)}. Register it, or pass it in custom_objects.")
