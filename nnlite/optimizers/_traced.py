"""How does an update become a part of a program? As an op that reads gradients and changes variables."""

from nnlite.ops.op import Op
from nnlite.optimizers import _eager, _own, _stages
from nnlite.program.parameters import Parameters


class Update(Op):
    """Everything that an optimizer does to variables, given their gradients."""

    differentiable = False
    effect = True
    floating = False
    part = "update"

    def __init__(self, optimizer, variables):
        self.optimizer = optimizer
        self.variables = variables

    def output_shape(self, *gradients):
        for shape, variable in zip(gradients, self.variables, strict=True):
            if tuple(shape) != variable.shape:
                raise ValueError(f"{type(self.optimizer).__name__}: the gradient of {variable.path} must have its "
                                 f"shape, {variable.shape}. Received: a gradient of shape {shape}. "
                                 "Keep gradients and variables in one order.")

    def forward(self, inputs, y):
        optimizer, starts = self.optimizer, self.optimizer.slots.starts
        each = _stages.of_variables(self.variables, inputs, starts)
        own = all(array is variable.gradient for array, variable in zip(inputs, self.variables, strict=True))
        pieces = _stages.of_runs(Parameters(self.variables), starts) if own else each
        return _stages.steps(optimizer, pieces, each)


def apply(optimizer, gradients, variables):
    """Note an update by symbolic gradients on the open trace."""
    who = type(optimizer).__name__
    gradients, variables = list(gradients), [_stages.variable_of(variable) for variable in variables]
    if len(gradients) != len(variables):
        raise ValueError(f"{who}: every variable needs one gradient. Received: {len(gradients)} gradients, "
                         f"{len(variables)} variables. Write apply(gradients, variables).")
    _own.build(optimizer, variables)
    pairs = _eager.present(who, gradients, variables)
    Update(optimizer, [variable for _, variable in pairs])(*(gradient for gradient, _ in pairs))
