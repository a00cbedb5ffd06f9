"""The layers."""

from nnlite.layers.core import Activation, Dense, Input, InputLayer
from nnlite.layers.layer import Layer
from nnlite.layers.merging import Add, Concatenate, add, concatenate
from nnlite.layers.regularization import Dropout
from nnlite.layers.reshaping import Flatten, Reshape

__all__ = ["Activation", "Add", "Concatenate", "Dense", "Dropout", "Flatten", "Input", "InputLayer", "Layer", "Reshape",
           "add", "concatenate"]
