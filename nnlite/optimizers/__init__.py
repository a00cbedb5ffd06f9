"""How do weights move? The optimizers, and how a name becomes one."""

from nnlite.optimizers import schedules
from nnlite.optimizers._registry import deserialize, get, serialize
from nnlite.optimizers.adadelta import Adadelta
from nnlite.optimizers.adafactor import Adafactor
from nnlite.optimizers.adagrad import Adagrad
from nnlite.optimizers.adam import Adam
from nnlite.optimizers.adamax import Adamax
from nnlite.optimizers.adamw import AdamW
from nnlite.optimizers.ftrl import Ftrl
from nnlite.optimizers.lamb import Lamb
from nnlite.optimizers.lion import Lion
from nnlite.optimizers.muon import Muon
from nnlite.optimizers.nadam import Nadam
from nnlite.optimizers.optimizer import Optimizer
from nnlite.optimizers.rmsprop import RMSprop
from nnlite.optimizers.schedule_free_adamw import ScheduleFreeAdamW
from nnlite.optimizers.sgd import SGD

__all__ = [
    "SGD", "Adadelta", "Adafactor", "Adagrad", "Adam", "AdamW", "Adamax", "Ftrl", "Lamb", "Lion", "Muon", "Nadam",
    "Optimizer", "RMSprop", "ScheduleFreeAdamW", "deserialize", "get", "schedules", "serialize",
]
