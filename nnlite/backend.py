"""The few names of `keras.backend` that scripts use."""

from nnlite._naming import reset_names as clear_session
from nnlite.config import epsilon, floatx, image_data_format, set_epsilon, set_floatx

__all__ = ["clear_session", "epsilon", "floatx", "image_data_format", "set_epsilon", "set_floatx"]
