"""Which schedule does a configuration stand for?"""

from nnlite._identifiers import Registry
from nnlite.optimizers.schedules.cosine import CosineDecay, CosineDecayRestarts
from nnlite.optimizers.schedules.falling import ExponentialDecay, InverseTimeDecay, PolynomialDecay
from nnlite.optimizers.schedules.piecewise import PiecewiseConstantDecay
from nnlite.optimizers.schedules.schedule import LearningRateSchedule

CLASSES = (ExponentialDecay, PiecewiseConstantDecay, PolynomialDecay, InverseTimeDecay, CosineDecay,
           CosineDecayRestarts)
REGISTRY = Registry("learning rate schedule", {cls.__name__: cls for cls in CLASSES}, base=LearningRateSchedule,
                    module="keras.optimizers.schedules", functions=False)


def serialize(learning_rate_schedule):
    """Keras's dictionary for a schedule.

    >>> serialize(ExponentialDecay(0.1, 100, 0.9))["class_name"]
    'ExponentialDecay'
    """
    return REGISTRY.serialize(learning_rate_schedule)


def deserialize(config, custom_objects=None):
    """The schedule that `serialize` wrote down.

    >>> deserialize({"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 9}})(0)
    0.1
    """
    return REGISTRY.get(config, custom_objects=custom_objects)
