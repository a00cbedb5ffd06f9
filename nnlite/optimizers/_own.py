"""How does an optimizer of your own step that is written in Python, as Keras's scripts write them?

    class Mine(Optimizer):
        def build(self, variables):
            super().build(variables)
            self.momenta = [self.add_variable_from_reference(v, name="momentum") for v in variables]

        def update_step(self, gradient, variable, learning_rate):
            ...

Its `update_step` is called for every variable in every step, by Python: mind the time where variables are small and
many. `update` (see `Optimizer`) binds a compiled kernel instead.
"""

import numpy as np

from nnlite._checks import sentence
from nnlite._dispatch import kernels
from nnlite._places import DUE, ITERATIONS, LEARNING_RATE
from nnlite.ops.array import as_result
from nnlite.optimizers import _stages
from nnlite.optimizers._slots import Slots


def written_in_python(cls):
    """Whether `update_step`, not `update`, has the last word in a class."""
    for ancestor in cls.__mro__:
        if "update" in vars(ancestor):
            return False
        if "update_step" in vars(ancestor):
            return True
    return False


def step(optimizer, piece):
    """The step that calls `update_step` for one variable."""
    return kernels.PythonStep("update_step", update, (optimizer, piece), "fF", (piece.gradients, piece.values))


def update(optimizer, piece):
    """Call `update_step`; while it runs, `iterations` counts the updates before this one, as in Keras."""
    state, variable = optimizer.state, piece.variable
    if not state[DUE]:
        return
    gradient = piece.gradients.reshape(variable.value.shape).copy()
    rate = np.array(state[LEARNING_RATE], gradient.dtype)
    state[ITERATIONS] -= 1
    try:
        optimizer.update_step(as_result(gradient), variable, as_result(rate))
    finally:
        state[ITERATIONS] += 1


def update_by_kernel(optimizer, gradient, variable, learning_rate):
    """What `super().update_step(...)` does below one of the optimizers here: their kernel, for one variable."""
    make = next(vars(ancestor)["update"] for ancestor in type(optimizer).__mro__ if "update" in vars(ancestor))
    gradient = np.array(gradient, variable.value.dtype, order="C")
    (piece,) = _stages.of_variables([variable], [gradient], optimizer.slots.starts)
    kernel, given = make(optimizer, piece), optimizer.state[LEARNING_RATE]
    optimizer.state[LEARNING_RATE] = learning_rate
    try:
        kernel()
    finally:
        optimizer.state[LEARNING_RATE] = given


def build(optimizer, variables):
    """Build an optimizer unless that was done, and see what its class has forgotten."""
    who = type(optimizer).__name__
    if "state" not in vars(optimizer):
        raise RuntimeError(f"{who}: __init__ must call super().__init__(learning_rate, ...) before anything else.")
    if not optimizer.built:
        optimizer.build(variables)
    if not optimizer.built:
        raise RuntimeError(f"{who}: build must call super().build(variables) before anything else.")
    check_names(optimizer, who)
    optimizer.slots.check_known(variables, who)


def check_names(optimizer, who):
    """Raise where an attribute of a subclass hides one that the steps need."""
    kinds = {"state": np.ndarray, "slots": Slots, "added": list}
    base = next(each for each in type(optimizer).__mro__ if each.__module__ == "nnlite.optimizers.optimizer")
    taken = [name for name, kind in kinds.items() if not isinstance(getattr(optimizer, name), kind)]
    taken += [name for name in vars(optimizer) if callable(getattr(base, name, None))]
    taken += ["schedule"] if (optimizer.schedule is None) != (optimizer.rate_at is None) else []
    if taken:
        raise ValueError(sentence(who, f"{taken[0]} is a name that an optimizer keeps for itself", taken[0],
                                  getattr(optimizer, taken[0]), f"Write self._{taken[0]}."))
