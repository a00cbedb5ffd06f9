"""The models."""

from nnlite.models.cloning import clone_model
from nnlite.models.json_text import model_from_json
from nnlite.models.model import Model
from nnlite.models.sequential import Sequential
from nnlite.saving import load_model, save_model

__all__ = ["Model", "Sequential", "clone_model", "load_model", "model_from_json", "save_model"]
