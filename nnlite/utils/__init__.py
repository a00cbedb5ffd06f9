"""What helps around a model? Labels to rows, rows to length one, one seed for everything, a picture of the graph."""

from nnlite._naming import reset_names as clear_session
from nnlite.config import set_random_seed
from nnlite.saving.objects import deserialize_keras_object, serialize_keras_object
from nnlite.saving.registration import (
    CustomObjectScope,
    get_custom_objects,
    get_registered_name,
    get_registered_object,
    register_keras_serializable,
)
from nnlite.utils.numerical import normalize, to_categorical
from nnlite.utils.progbar import Progbar
from nnlite.utils.pydataset import PyDataset, Sequence, pack_x_y_sample_weight, unpack_x_y_sample_weight
from nnlite.utils.sequences import pad_sequences, split_dataset
from nnlite.utils.tensors import get_source_inputs, is_keras_tensor
from nnlite.visualization.plotting import model_to_dot, plot_graph, plot_model

custom_object_scope = CustomObjectScope

__all__ = [
    "CustomObjectScope", "Progbar", "PyDataset", "Sequence", "clear_session", "custom_object_scope",
    "deserialize_keras_object", "get_custom_objects", "get_registered_name", "get_registered_object",
    "get_source_inputs", "is_keras_tensor", "model_to_dot", "normalize", "pack_x_y_sample_weight", "pad_sequences",
    "plot_graph", "plot_model", "register_keras_serializable", "serialize_keras_object", "set_random_seed",
    "split_dataset", "to_categorical", "unpack_x_y_sample_weight",
]
