"""Which optimizer does "adam" mean?"""

from collections.abc import Mapping

from nnlite._checks import received
from nnlite._identifiers import Registry
from nnlite.optimizers import schedules
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

REGISTRY = Registry("optimizer", {
    "sgd": SGD, "rmsprop": RMSprop, "adam": Adam, "adamw": AdamW, "adagrad": Adagrad, "adadelta": Adadelta,
    "adamax": Adamax, "nadam": Nadam, "lion": Lion, "ftrl": Ftrl, "adafactor": Adafactor, "lamb": Lamb, "muon": Muon,
    "schedulefreeadamw": ScheduleFreeAdamW,
}, base=Optimizer, module="keras.optimizers", functions=False)
NOT_HERE = {
    "lossscaleoptimizer": "nothing is computed in 16 bits here, so no loss needs to be scaled. Use the optimizer "
                          "inside it",
    "multioptimizer": "a model has one optimizer here. Muon is one that treats variables in two ways",
}


def get(identifier):
    """The optimizer that a name, an object, a class or a configuration stands for.

    Raises:
        ValueError: If it stands for none; a near name is suggested.

    >>> get("rmsprop").rho
    0.9
    """
    return deserialize(identifier)


def serialize(optimizer):
    """Keras's dictionary for an optimizer, without what it has learnt.

    >>> serialize(SGD(momentum=0.5))["config"]["momentum"]
    0.5
    """
    return REGISTRY.serialize(optimizer)


def deserialize(config, custom_objects=None):
    """The optimizer that `serialize` wrote down.

    >>> deserialize({"class_name": "Adam", "config": {"beta_1": 0.5}}).beta_1
    0.5
    """
    name = config.get("class_name") if isinstance(config, Mapping) else config
    if isinstance(name, str) and name.lower() in NOT_HERE:
        raise ValueError(f"{name} is not supported: {NOT_HERE[name.lower()]}. {received('optimizer', config)}")
    return REGISTRY.get(with_schedule(config, custom_objects), custom_objects=custom_objects)


def with_schedule(config, custom_objects):
    """The configuration with its schedule made, which may be one of `custom_objects`."""
    arguments = config.get("config") if isinstance(config, Mapping) else None
    if not isinstance(arguments, Mapping) or not isinstance(arguments.get("learning_rate"), Mapping):
        return config
    rate = schedules.deserialize(arguments["learning_rate"], custom_objects)
    return {**config, "config": {**arguments, "learning_rate": rate}}
