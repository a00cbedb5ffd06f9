"""What does an optimizer remember? For each of its variables some numbers as many as it has: its slots.

Each slot of all variables is one flat array, so that one kernel walks weights, gradients and slots together. The
numbering is the optimizer's own and stays: a model may freeze variables and lie in pieces later on.
"""

from nnlite import config
from nnlite._checks import received
from nnlite._memory import zeros


class Slots:
    """The slots of some variables.

    Args:
        variables: whose slots; they are recognised by identity.
        groups: names of slots, grouped; those of one group alternate in `listed`.
    """

    def __init__(self, variables, groups):
        self.variables = variables
        self.groups = groups
        self.starts = {}
        size = 0
        for variable in variables:
            self.starts[id(variable)] = size
            size += variable.value.size
        dtype = variables[0].value.dtype if variables else config.floatx()
        self.arrays = {name: zeros(size, dtype) for group in groups for name in group}

    def of(self, name, piece):
        """The part of a slot that belongs to a piece."""
        return self.arrays[name][piece.start : piece.stop]

    def listed(self):
        """The slots of each variable in its shape, in Keras's order; these are views."""
        return [self.view(name, variable)
                for group in self.groups for variable in self.variables for name in group]

    def view(self, name, variable):
        """One slot of one variable."""
        start = self.starts[id(variable)]
        return self.arrays[name][start : start + variable.value.size].reshape(variable.value.shape)

    def check_known(self, variables, who):
        """Raise for a variable that has no slots here."""
        for variable in variables:
            if id(variable) not in self.starts:
                raise ValueError(
                    f"{who}: one optimizer serves one model, and it was built without this variable, which is "
                    f"another model's or was frozen at the time. {received('variable', variable.path)}. "
                    f"Make a new one: {who}.from_config(optimizer.get_config())."
                )
