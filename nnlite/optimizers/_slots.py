"""What does an optimizer remember? For each of its variables some numbers, mostly as many as it has: its slots.

Each slot of all variables is one flat array, so that one kernel walks weights, gradients and slots together. The
numbering is the optimizer's own and stays: a model may freeze variables and lie in pieces later on.
"""

import math

from nnlite import config
from nnlite._checks import received
from nnlite._memory import zeros


class Slots:
    """The slots of some variables.

    Args:
        variables: whose slots; they are recognised by identity.
        groups: names of slots, grouped; those of one group alternate in `listed`.
        shape: the shape of a slot, given its name and its variable; None where there is no such slot.
    """

    def __init__(self, variables, groups, shape=lambda name, variable: variable.value.shape):
        self.variables = variables
        self.groups = groups
        self.starts, _ = numbered(variables, [variable.value.shape for variable in variables])
        self.places, self.arrays = {}, {}  # of a slot: start and shape for every variable that has it; the numbers
        dtype = variables[0].value.dtype if variables else config.floatx()
        for name in (name for group in groups for name in group):
            shapes = [shape(name, variable) for variable in variables]
            starts, size = numbered(variables, shapes)
            self.places[name] = {id(variable): (starts[id(variable)], shape)
                                 for variable, shape in zip(variables, shapes, strict=True) if shape is not None}
            self.arrays[name] = zeros(size, dtype)

    def of(self, name, piece):
        """The part of a slot that belongs to a piece; such a slot is as large as its variables."""
        return self.arrays[name][piece.start : piece.stop]

    def listed(self):
        """The slots of each variable in its shape, in Keras's order; these are views."""
        return [self.view(name, variable) for group in self.groups for variable in self.variables for name in group
                if self.has(name, variable)]

    def has(self, name, variable):
        """Whether a variable has this slot."""
        return id(variable) in self.places[name]

    def view(self, name, variable):
        """One slot of one variable."""
        start, shape = self.places[name][id(variable)]
        return self.arrays[name][start : start + math.prod(shape)].reshape(shape)

    def labels(self):
        """Every slot, of each variable and of all, and its name."""
        for name, array in self.arrays.items():
            yield array, name
            yield from ((self.view(name, variable), name) for variable in self.variables if self.has(name, variable))

    def check_known(self, variables, who):
        """Raise for a variable that has no slots here."""
        for variable in variables:
            if id(variable) not in self.starts:
                raise ValueError(
                    f"{who}: one optimizer serves one model, and it was built without this variable, which is "
                    f"another model's or was frozen at the time. {received('variable', variable.path)}. "
                    f"Make a new one: {who}.from_config(optimizer.get_config())."
                )


def numbered(variables, shapes):
    """Where each variable begins when things of these shapes stand in a row, and how long the row is."""
    starts, size = {}, 0
    for variable, shape in zip(variables, shapes, strict=True):
        starts[id(variable)] = size
        size += 0 if shape is None else math.prod(shape)
    return starts, size
