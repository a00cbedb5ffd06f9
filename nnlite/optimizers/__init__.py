"""How do weights move? The optimizers, and how a name becomes one."""

from nnlite.optimizers._registry import deserialize, get, serialize
from nnlite.optimizers.adam import Adam
from nnlite.optimizers.optimizer import Optimizer
from nnlite.optimizers.rmsprop import RMSprop
from nnlite.optimizers.sgd import SGD

__all__ = ["SGD", "Adam", "Optimizer", "RMSprop", "deserialize", "get", "serialize"]
