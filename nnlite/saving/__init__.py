"""Models, weights and all kinds of objects in files."""

from nnlite.saving.errors import LoadError
from nnlite.saving.models import load_model, save_model
from nnlite.saving.objects import deserialize_keras_object, serialize_keras_object
from nnlite.saving.registration import (
    CustomObjectScope,
    get_custom_objects,
    get_registered_name,
    get_registered_object,
    register_keras_serializable,
)
from nnlite.saving.weights import load_weights, save_weights

custom_object_scope = CustomObjectScope

__all__ = [
    "CustomObjectScope", "LoadError", "custom_object_scope", "deserialize_keras_object", "get_custom_objects",
    "get_registered_name", "get_registered_object", "load_model", "load_weights", "register_keras_serializable",
    "save_model", "save_weights", "serialize_keras_object",
]
