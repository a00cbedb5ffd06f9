"""How does a learning rate change while a model trains? The schedules, and how a configuration becomes one."""

from nnlite.optimizers.schedules.cosine import CosineDecay, CosineDecayRestarts
from nnlite.optimizers.schedules.falling import ExponentialDecay, InverseTimeDecay, PolynomialDecay
from nnlite.optimizers.schedules.piecewise import PiecewiseConstantDecay
from nnlite.optimizers.schedules.registry import deserialize, serialize
from nnlite.optimizers.schedules.schedule import LearningRateSchedule

__all__ = [
    "CosineDecay", "CosineDecayRestarts", "ExponentialDecay", "InverseTimeDecay", "LearningRateSchedule",
    "PiecewiseConstantDecay", "PolynomialDecay", "deserialize", "serialize",
]
