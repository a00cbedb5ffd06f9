"""Models and weights in files."""

from nnlite.saving.errors import LoadError
from nnlite.saving.models import load_model, save_model
from nnlite.saving.weights import load_weights, save_weights

__all__ = ["LoadError", "load_model", "load_weights", "save_model", "save_weights"]
