"""How are gradients applied that somebody else computed? The same steps, bound once and thrown away."""

import warnings

import numpy as np

from nnlite._checks import received
from nnlite.optimizers import _own, _stages


def apply(optimizer, gradients, variables):
    """Update variables by gradients; the first call builds the optimizer if nothing has."""
    gradients = list(gradients)
    variables = [_stages.variable_of(variable) for variable in variables]
    who = type(optimizer).__name__
    if len(gradients) != len(variables):
        raise ValueError(f"{who}: every variable needs one gradient. Received: {len(gradients)} gradients, "
                         f"{len(variables)} variables. Write apply(gradients, variables).")
    _own.build(optimizer, variables)
    pairs = present(who, gradients, variables)
    copies = [fitting(who, gradient, variable) for gradient, variable in pairs]
    pieces = _stages.of_variables([variable for _, variable in pairs], copies, optimizer.slots.starts)
    for step in _stages.steps(optimizer, pieces, pieces):
        step()


def present(who, gradients, variables):
    """The pairs whose gradient is not None."""
    pairs = list(zip(gradients, variables, strict=True))
    missing = [variable.path for gradient, variable in pairs if gradient is None]
    if len(missing) == len(pairs):
        raise ValueError(f"{who}: no variable has a gradient. {received('gradients', gradients)}. "
                         "The loss does not use them, or was made with NumPy (np.mean, .numpy()) inside the tape: "
                         "write it in nnlite.ops, from the outputs of a model called in the tape.")
    if missing:
        warnings.warn(f"{who}: {', '.join(missing)} stay as they are: the loss does not depend on them, their "
                      "gradient is None.", stacklevel=4)
    return [pair for pair in pairs if pair[0] is not None]


def fitting(who, gradient, variable):
    """A copy that the steps may clip and scale, in the variable's type."""
    gradient = np.array(gradient, variable.value.dtype, order="C")
    if gradient.shape != variable.value.shape:
        raise ValueError(f"{who}: the gradient of {variable.path} must have its shape, {variable.value.shape}. "
                         f"Received: gradient.shape={gradient.shape}. Keep gradients and variables in one order.")
    return gradient
