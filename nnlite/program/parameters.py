"""Where do a model's weights lie? Side by side in one block, their gradients in another, in the same order.

An update is then one kernel over the block. A variable that another model packed earlier stays in that block; a model
whose variables do not all lie side by side, or are partly frozen, works on a list of runs.
"""

from typing import NamedTuple

import numpy as np

from nnlite._memory import zeros
from nnlite.graph import variable as variables_module


class Block:
    """The memory in which packed variables lie."""

    def __init__(self, size, dtype):
        self.values = zeros(size, dtype)
        self.gradients = zeros(size, dtype)


class Run(NamedTuple):
    """Neighbouring numbers that one kernel can update: positions start to stop in the model's numbering."""

    values: np.ndarray
    gradients: np.ndarray
    start: int
    stop: int


class Slot(NamedTuple):
    """One variable and its positions in the model's numbering."""

    variable: object
    start: int
    stop: int

    @property
    def value(self):
        return self.variable.value

    @property
    def gradient(self):
        return self.variable.gradient

    @property
    def path(self):
        return self.variable.path

    @property
    def constraint(self):
        return self.variable.constraint


class Parameters:
    """The trainable variables of a model, packed.

    Attributes:
        variables: a Slot for each, in the model's order.
        runs: the pieces of memory that they fill, as few as possible.
        size, dtype: how many numbers, of which type.
    """

    def __init__(self, variables):
        pack([v for v in variables if v.block is None])
        self.variables, self.size = [], 0
        for variable in variables:
            self.variables.append(Slot(variable, self.size, self.size + variable.size))
            self.size += variable.size
        types = {variable.dtype for variable in variables}
        self.dtype = types.pop() if len(types) == 1 else np.dtype(np.float32)
        if types:
            raise ValueError("A model is trained in one floating type. Received: float32 and float64 variables")
        self.runs = runs(self.variables)

    def covers(self, variables):
        """Whether these are the same variables, in the same places."""
        return len(variables) == len(self.variables) and all(
            slot.variable is variable for slot, variable in zip(self.variables, variables, strict=True)
        )


def pack(variables):
    """Move variables that have no block yet into a new one, one after the other."""
    if not variables:
        return
    block = Block(sum(variable.size for variable in variables), variables[0].dtype)
    if len({v.dtype for v in variables}) > 1:
        raise ValueError("A model is trained in one floating type. Received: float32 and float64 variables")
    start = 0
    for variable in variables:
        stop = start + variable.size
        value = block.values[start:stop].reshape(variable.shape)
        variable.move(value, block.gradients[start:stop].reshape(variable.shape), (block, start))
        start = stop
    variables_module.changed()


def runs(slots):
    """Join the slots that are neighbours in memory."""
    spans = []  # [block, first and last position in the block, position in the numbering]
    for slot in slots:
        block, place = slot.variable.block
        size = slot.stop - slot.start
        if spans and spans[-1][0] is block and spans[-1][2] == place:
            spans[-1][2] += size
        else:
            spans.append([block, place, place + size, slot.start])
    return [
        Run(block.values[first:last], block.gradients[first:last], start, start + last - first)
        for block, first, last, start in spans
    ]
