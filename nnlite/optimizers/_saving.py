"""What of an optimizer is written down? Its arguments, and what it has learnt."""

import numpy as np

from nnlite import config
from nnlite._places import ITERATIONS
from nnlite.optimizers import schedules
from nnlite.optimizers._arguments import COMMON


def arguments(optimizer):
    """The arguments as Keras writes them: the learning rate in the default float type."""
    rate = optimizer.schedule
    if rate is None:
        rate = float(np.array(optimizer.learning_rate, config.floatx()))
    elif hasattr(rate, "get_config"):
        rate = schedules.serialize(rate)
    names = (*COMMON, *optimizer.own)
    return {"name": optimizer.name, "learning_rate": rate, **{name: getattr(optimizer, name) for name in names}}


def weights(optimizer):
    """Iterations and learning rate as copies, then slots and added variables as views, in Keras's order."""
    counted = np.array(int(optimizer.state[ITERATIONS]))
    rate = [np.array(optimizer.learning_rate, config.floatx())] if optimizer.schedule is None else []
    slots = optimizer.slots.listed() if optimizer.built else []
    return [counted, *rate, *slots, *(variable.value for variable in optimizer.added)]


def set_weights(optimizer, new):
    """Copy what `weights` returned into an optimizer of the same make."""
    mine = weights(optimizer)
    if [np.shape(array) for array in new] != [array.shape for array in mine]:
        raise ValueError(
            f"{type(optimizer).__name__}: these are not the weights of an optimizer like this one, whose shapes "
            f"are {[array.shape for array in mine]}. Received: shapes={[np.shape(array) for array in new]}. "
            "Build it for the same model with the same arguments first."
        )
    new = list(new)
    optimizer.state[ITERATIONS] = new.pop(0)
    if optimizer.schedule is None:
        optimizer.learning_rate = float(new.pop(0))
    for array, value in zip(mine[-len(new):] if new else [], new, strict=True):
        array[...] = value
