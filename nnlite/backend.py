"""The few names of `keras.backend` that scripts use."""

from nnlite._naming import get_uid
from nnlite._naming import reset_names as clear_session
from nnlite.config import backend, epsilon, floatx, image_data_format, set_epsilon, set_floatx, set_image_data_format
from nnlite.utils.tensors import is_keras_tensor

__all__ = ["backend", "clear_session", "epsilon", "floatx", "get_uid", "image_data_format", "is_keras_tensor",
           "set_epsilon", "set_floatx", "set_image_data_format"]
