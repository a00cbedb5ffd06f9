"""What may an optimizer use that is written in Python? Variables of its own, and three ways to change one."""

import numpy as np

from nnlite import initializers
from nnlite.graph.variable import Variable


class Tools:
    """The methods that Keras's optimizers offer to those who write one."""

    def add_variable(self, shape, initializer="zeros", dtype=None, aggregation="none", layout=None, name=None):
        """A variable that the optimizer keeps; `aggregation` and `layout` change nothing here."""
        name = name or "variable"
        values = initializers.get(initializer)(tuple(shape), dtype)
        self.added.append(Variable(values, trainable=False, name=name, path=f"{self.name}/{name}"))
        return self.added[-1]

    def add_variable_from_reference(self, reference_variable, name=None, initializer="zeros"):
        """A variable of the shape and type of another one."""
        name = f"{reference_variable.path.replace('/', '_')}_{name or 'var'}"
        value = reference_variable.value
        return self.add_variable(value.shape, initializer, value.dtype.name, name=name)

    def add_optimizer_variables(self, trainable_variables, name, initializer="zeros"):
        """A variable for each of these; given a list of names, one for each and every name, in a list for each name."""
        names = [name] if isinstance(name, str) else list(name)
        starts = list(initializer) if isinstance(initializer, list | tuple) else [initializer] * len(names)
        if len(starts) != len(names):
            raise ValueError(f"add_optimizer_variables: there must be one initializer for each name. Received: "
                             f"name={name!r}, initializer={initializer!r}")
        rows = [[self.add_variable_from_reference(variable, *each) for each in zip(names, starts, strict=True)]
                for variable in trainable_variables]
        columns = tuple([row[position] for row in rows] for position in range(len(names)))
        return columns[0] if isinstance(name, str) else columns

    def assign(self, variable, value):
        """variable = value"""
        change(variable, value, lambda old, new: new)

    def assign_add(self, variable, value):
        """variable = variable + value"""
        change(variable, value, np.add)

    def assign_sub(self, variable, value):
        """variable = variable - value"""
        change(variable, value, np.subtract)

    def _get_variable_index(self, variable):
        """The position of a variable among those that `build` was given."""
        return next(i for i, each in enumerate(self.slots.variables) if each is variable)


def change(variable, value, how):
    """Put `how(old, value)` into a variable, or into an array; the shape must be the variable's."""
    array, value = getattr(variable, "value", variable), np.asarray(value)
    if value.shape != array.shape:
        raise ValueError(f"{getattr(variable, 'path', 'assign')}: the shape of a variable stays what it is, "
                         f"{array.shape}. Received: value.shape={value.shape}")
    array[...] = how(array, value)
