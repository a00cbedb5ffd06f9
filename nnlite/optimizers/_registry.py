"""Which optimizer does "adam" mean?"""

from nnlite._identifiers import Registry
from nnlite.optimizers.adam import Adam
from nnlite.optimizers.optimizer import Optimizer
from nnlite.optimizers.rmsprop import RMSprop
from nnlite.optimizers.sgd import SGD

REGISTRY = Registry("optimizer", {"sgd": SGD, "rmsprop": RMSprop, "adam": Adam}, base=Optimizer,
                    module="keras.optimizers", functions=False)


def get(identifier):
    """The optimizer that a name, an object, a class or a configuration stands for.

    Raises:
        ValueError: If it stands for none; a near name is suggested.

    >>> get("rmsprop").rho
    0.9
    """
    return REGISTRY.get(identifier)


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
    return REGISTRY.get(config, custom_objects=custom_objects)
