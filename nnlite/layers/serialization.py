"""How is a layer written down, and found again? Keras's form: the name of its class, and what `get_config` returns."""

import sys
from typing import Any

from nnlite._checks import a_type, suggest
from nnlite._identifiers import CUSTOM_OBJECTS, custom_object_scope, registered_name

CLASSES: dict[str, Any] = {}  # the package's own layers by the names of their classes; `Layer` enters them
MODELS: dict[str, Any] = {}  # and models, whose from_config hands custom objects on; they enter themselves


def serialize(layer: Any) -> dict[str, Any]:
    """The class and the configuration of a layer, in Keras's form.

    >>> import nnlite
    >>> nnlite.layers.serialize(nnlite.layers.Flatten(name="rows"))["class_name"]
    'Flatten'
    """
    if not hasattr(layer, "get_config"):
        raise ValueError(f"serialize: needs a layer. Received: {a_type(layer)}")
    cls = type(layer)
    own = is_own(cls)
    return {"module": "keras.layers" if own else cls.__module__, "class_name": class_name(layer),
            "config": layer.get_config(), "registered_name": None if own else registered_name(cls)}


def is_own(cls: type) -> bool:
    """Whether a class is one of the package's own, which are found under their names in their modules."""
    module = sys.modules.get(cls.__module__)
    return cls.__module__.startswith("nnlite.") and getattr(module, cls.__name__, None) is cls


def class_name(layer: Any) -> str:
    """The name under which a layer's class is found again."""
    return {"Model": "Functional"}.get(type(layer).__name__, type(layer).__name__)


def deserialize(config: dict[str, Any], custom_objects: dict[str, Any] | None = None) -> Any:
    """A layer from what `serialize` returned.

    Args:
        config: The class and the configuration.
        custom_objects: Classes of one's own by name.

    Raises:
        ValueError: There is no such class.

    >>> import nnlite
    >>> nnlite.layers.deserialize({"class_name": "Dense", "config": {"units": 3, "name": "d"}}).units
    3
    """
    own = {name: cls for name, cls in CLASSES.items() if is_own(cls)}
    known = {**CUSTOM_OBJECTS, **(custom_objects or {}), **own, **MODELS}  # built-in names cannot be shadowed
    cls = known.get(config["class_name"]) or known.get(config.get("registered_name") or "")
    if cls is None:
        raise ValueError(f"Unknown layer class. Received: {config['class_name']!r}."
                         f"{suggest(config['class_name'], known)} Pass your own in custom_objects.")
    arguments = dict(config["config"])
    if cls in MODELS.values():
        return cls.from_config(arguments, custom_objects)
    with custom_object_scope(custom_objects or {}):
        return cls.from_config(arguments)
