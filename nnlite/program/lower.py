"""How does a tape of ops become a program? Drop what nobody needs, fuse, give every tensor an array, bind the steps.

For training the gradients follow, from the last op to the first: each op adds to the gradients of what it read.
"""

import numpy as np

from nnlite._dispatch import kernels
from nnlite._memory import place, zeros
from nnlite.graph.variable import Variable
from nnlite.ops.op import Symbolic
from nnlite.program.buffers import Pool
from nnlite.program.program import Line, Program


def lower(tape, inputs, outputs, loss=None, parameters=None, updates=()):
    """Make the program that computes `outputs` from `inputs` and, with a loss, the gradients of `parameters`.

    Args:
        tape: the trace that was recorded.
        inputs, outputs: its tensors.
        loss: the scalar tensor whose gradient is wanted, or None for inference.
        parameters: the variables to train.
        updates: steps that follow the gradients, as (name, step) pairs.
    """
    wanted = [*outputs, *([] if loss is None else [loss])]
    applications = needed(fused(needed(tape.applications, wanted)), wanted)
    builder = Builder(inputs, wanted, applications, keep=loss is not None)
    for application in applications:
        builder.forward(application)
    if loss is not None:
        builder.backward(applications, loss, [slot.variable for slot in parameters.variables])
    lines = builder.lines + [Line(step, scope, "update") for scope, step in updates]
    return Program(lines, [builder.arrays[t] for t in inputs], [builder.array(t) for t in outputs], builder.labels)


def needed(applications, wanted):
    """The applications that something wanted depends on, or that do something beside their result."""
    live = {id(tensor) for tensor in wanted}
    kept = []
    for application in reversed(applications):
        if application.op.effect or (application.output is not None and id(application.output) in live):
            kept.append(application)
            live.update(id(tensor) for tensor in application.inputs)
    return kept[::-1]


def fused(applications):
    """Replace pairs of ops by one better op, such as a softmax and the crossentropy that reads it."""
    result = list(applications)
    for application in applications:
        better = application.op.fuse(application.inputs)
        if better is None:
            continue
        op, inputs, probabilities = better
        if probabilities is not None and only_read_later(probabilities, application, result):
            op.provides = probabilities
            result = [a for a in result if a.output is not probabilities]
        position = next(i for i, a in enumerate(result) if a is application)
        result[position] = application._replace(op=op, inputs=inputs)
    return result


def only_read_later(tensor, application, applications):
    """Whether, but for `application`, a tensor is read only after it and nothing flows back through the readers."""
    position = next(i for i, a in enumerate(applications) if a is application)
    readers = [(i, a) for i, a in enumerate(applications) if any(t is tensor for t in a.inputs)]
    return all(i > position and not a.op.differentiable for i, a in readers if a is not application)


class Builder:
    """Gives tensors their arrays and collects the bound steps."""

    def __init__(self, inputs, outputs, applications, keep):
        self.lines = []
        self.labels = {}
        self.gradients = {}
        self.arrays = {tensor: zeros(tensor.shape, tensor.dtype) for tensor in inputs}
        self.last = {application.scope: application.output for application in applications}
        provided = [a.op.provides for a in applications if getattr(a.op, "provides", None) is not None]
        self.last |= {tensor.label: tensor for tensor in provided}
        self.pool = Pool(applications, [*inputs, *outputs], keep)
        for position, tensor in enumerate(inputs):
            self.name(self.arrays[tensor], tensor.label or f"input {position}")

    def name(self, array, label):
        """Remember what an array is called on the printed page."""
        self.labels.setdefault(place(array), label)

    def array(self, value):
        """The array behind a tensor, a variable or a constant."""
        if isinstance(value, Variable):
            self.name(value.value, value.path)
            return value.value
        if isinstance(value, Symbolic):
            return self.arrays[value]
        constant = np.asarray(value)
        self.name(constant, f"{value:g}" if constant.ndim == 0 else "constant")
        return constant

    def label(self, application):
        """The layer's name for its last result; `z` behind it for what comes before its activation."""
        op, _, output, scope = application
        return op.label or (scope if output is self.last[scope] else f"{scope} z".strip()) or op.name

    def forward(self, application):
        """Bind the steps that compute one op's result."""
        op, inputs, output, scope = application
        arrays = [self.array(value) for value in inputs]
        if op.view:
            self.arrays[output] = arrays[0].reshape(output.shape)
            self.pool.alias(inputs[0], output)
        else:
            provided = getattr(op, "provides", None)
            if provided is not None:
                op.probabilities = self.arrays[provided] = zeros(provided.shape, provided.dtype)
                self.name(op.probabilities, provided.label)
            if output is not None:
                self.arrays[output] = self.pool.take(output)
                self.name(self.arrays[output], self.label(application))
            for step in op.forward(arrays, self.arrays.get(output)):
                self.lines.append(Line(step, scope, "forward"))
        self.pool.done(application)

    def backward(self, applications, loss, variables):
        """Bind the steps that compute the gradients, from the last op to the first."""
        reached = flows(applications, variables)
        self.gradients[loss] = np.ones(loss.shape, loss.dtype)
        self.name(self.gradients[loss], "1")
        unreached = {id(v) for v in variables}
        for application in reversed(applications):
            op, inputs, output, scope = application
            if output is None or output not in self.gradients or not op.differentiable:
                continue
            targets, extra = [], []
            for value in inputs:
                targets.append(self.target(value, reached, extra))
                unreached.discard(id(value))
            if all(target is None for target in targets):
                continue
            arrays = [self.array(value) for value in inputs]
            dy = self.gradients[output]
            if op.view:
                steps = [kernels.copy(dy, targets[0])]
            else:
                steps = op.gradient(arrays, self.arrays[output], dy, targets)
            self.name_workspace(steps, output, dy)
            steps += [kernels.accumulate(*pair) for pair in extra]
            self.lines += [Line(step, scope, "backward") for step in steps]
        for variable in variables:
            if id(variable) in unreached:
                variable.gradient[...] = 0

    def name_workspace(self, steps, output, dy):
        """Name the memory that a gradient of two stages has between them."""
        for step in steps:
            for letter, array in zip(step.access, step.arrays, strict=True):
                if letter == "F" and array.shape == output.shape:
                    self.name(array, f"{self.labels[place(dy)]} z")

    def target(self, value, reached, extra):
        """The array for one more contribution to a gradient; the second one is added by a step in `extra`."""
        if id(value) not in reached:
            return None
        if value not in self.gradients:
            array = value.gradient if isinstance(value, Variable) else zeros(value.shape, value.dtype)
            self.gradients[value] = array
            label = value.path if isinstance(value, Variable) else self.labels[place(self.arrays[value])]
            self.name(array, f"d {label}")
            return array
        contribution = zeros(value.shape, value.dtype)
        self.name(contribution, "one more d")
        extra.append((contribution, self.gradients[value]))
        return contribution


def flows(applications, variables):
    """Identities of everything that depends on a variable to be trained."""
    reached = {id(variable) for variable in variables}
    for application in applications:
        if application.op.differentiable and any(id(value) in reached for value in application.inputs):
            reached.add(id(application.output))
    return reached
