"""The models."""

from nnlite.models.model import Model
from nnlite.models.sequential import Sequential
from nnlite.saving import load_model, save_model

__all__ = ["Model", "Sequential", "load_model", "save_model"]
