"""How does a tape of ops become a program? Drop what nobody needs, fuse, give every tensor an array, bind the steps.

Where the tape asks for gradients, the ops before it are walked back, from the last to the first: each adds to the
gradients of what it read.
"""

import numpy as np

from nnlite._dispatch import kernels
from nnlite._memory import place, zeros
from nnlite.graph.variable import Variable
from nnlite.ops.assigning import Assign
from nnlite.ops.differentiation import Differentiate
from nnlite.ops.op import Symbolic
from nnlite.program.buffers import Pool
from nnlite.program.program import Line, Program


def lower(tape, inputs, outputs):
    """Make the program that computes `outputs` from `inputs` and does everything else that stands on the tape.

    Args:
        tape: the trace that was recorded.
        inputs, outputs: its tensors.
    """
    applications = needed(fused(needed(tape.applications, outputs)), outputs)
    keep = any(isinstance(application.op, Differentiate) for application in applications)
    builder = Builder(inputs, outputs, applications, keep)
    for position, application in enumerate(applications):
        builder.add(application, applications[:position], applications[position + 1 :])
    builder.flush(lambda assign: True)
    program = Program(builder.lines, [builder.arrays[t] for t in inputs], [builder.array(t) for t in outputs],
                      builder.labels)
    program.checks = builder.checks
    return program


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
    result, provided = list(applications), set()
    learns = any(isinstance(application.op, Differentiate) for application in applications)
    for application in applications:
        better = application.op.fuse(application.inputs)
        if better is None or id(better[2]) in provided:
            continue
        op, inputs, probabilities = better
        if probabilities is not None and only_read_later(probabilities, application, result):
            op.provides = probabilities
            provided.add(id(probabilities))
            result = [a for a in result if a.output is not probabilities]
        elif probabilities is not None and learns and not learned_from(application, applications):
            continue  # a metric: it would compute once more what is computed anyway
        position = next(i for i, a in enumerate(result) if a is application)
        result[position] = application._replace(op=op, inputs=inputs)
    return result


def learned_from(application, applications):
    """Whether a gradient goes back through an application."""
    reached = flows(applications, [application.output])
    return application.op.differentiable and any(isinstance(a.op, Differentiate) and id(a.inputs[0]) in reached
                                                 for a in applications)


def only_read_later(tensor, application, applications):
    """Whether, but for `application`, a tensor is read only after it and nothing flows back through the readers."""
    position = next(i for i, a in enumerate(applications) if a is application)
    readers = [(i, a) for i, a in enumerate(applications) if any(t is tensor for t in a.inputs)]
    return all(i > position and not learned_from(a, applications) for i, a in readers if a is not application)


class Builder:
    """Gives tensors their arrays and collects the bound steps."""

    def __init__(self, inputs, outputs, applications, keep):
        self.lines = []
        self.labels = {}
        self.checks = []  # steps that find out whether a loss is finite
        self.waiting = []  # assignments that are not bound yet
        self.gradients = {}
        self.owners, self.taken = set(), set()  # variables whose own gradient arrays are used now, or ever were
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
            self.name(value.value, value.label)
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

    def add(self, application, before, after):
        """Bind one application; an assignment that nobody reads waits until the loss is known to be finite."""
        if isinstance(application.op, Differentiate):
            self.differentiate(application, before)
        elif isinstance(application.op, Assign) and any(isinstance(a.op, Differentiate) for a in after):
            self.waiting.append(application)
        else:
            read = {id(value) for value in application.inputs}
            self.flush(lambda assign: id(assign.op.variable) in read)
            self.forward(application)

    def flush(self, due):
        """Bind the assignments that waited, as far as they are due."""
        while any(due(assign) for assign in self.waiting):  # in their order: one may overwrite another's variable
            self.forward(self.waiting.pop(0))

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
                for row, part in enumerate(getattr(op, "parts", ())):
                    self.name(self.arrays[output][row], f"{scope}/{part}")
            if isinstance(op, Assign):
                self.name(op.variable.value, op.variable.label)
            for step in op.forward(arrays, self.arrays.get(output)):
                self.lines.append(Line(step, scope, op.part))
        self.pool.done(application)

    def differentiate(self, application, before):
        """Bind the steps that compute gradients: check the loss, then walk back from it."""
        loss, *sources = application.inputs
        step = kernels.all_finite(self.array(loss))
        self.checks.append(step)
        self.lines.append(Line(step, application.scope, "forward"))
        self.flush(lambda assign: True)
        self.gradients = {loss: np.ones(loss.shape, loss.dtype)}
        self.name(self.gradients[loss], "1")
        self.owners = {id(source) for source in sources if isinstance(source, Variable) and source.gradient is not None
                       and id(source) not in self.taken}
        self.taken |= self.owners
        self.backward(before, sources)
        for source, result in zip(sources, application.op.results, strict=True):
            if source not in self.gradients:
                self.target(source, {id(source)}, [])[...] = 0
            self.arrays[result] = self.gradients[source]

    def backward(self, applications, sources):
        """Bind the gradients of the ops, from the last to the first."""
        reached = flows(applications, sources)
        for application in reversed(applications):
            op, inputs, output, scope = application
            if output is None or output not in self.gradients or not op.differentiable:
                continue
            followed = [value for value in inputs if id(value) in reached]
            adding = op.adds and all(value in self.gradients for value in followed)
            targets, extra = [], []
            for value in inputs:
                targets.append(self.gradients.get(value) if adding and id(value) in reached
                               else self.target(value, reached, extra))
            if not followed:
                continue
            arrays = [self.array(value) for value in inputs]
            dy = self.gradients[output]
            if op.view:
                steps = [kernels.copy(dy, targets[0])]
            else:
                gradient = op.add_gradient if adding else op.gradient
                steps = gradient(arrays, self.arrays[output], dy, targets)
            self.name_workspace(steps, output, dy)
            steps += [kernels.accumulate(*pair) for pair in extra]
            self.lines += [Line(step, scope, "backward") for step in steps]

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
            array = value.gradient if id(value) in self.owners else zeros(value.shape, value.dtype)
            self.gradients[value] = array
            label = value.label if isinstance(value, Variable) else self.labels[place(self.arrays[value])]
            self.name(array, f"d {label}")
            return array
        contribution = zeros(value.shape, value.dtype)
        self.name(contribution, "one more d")
        extra.append((contribution, self.gradients[value]))
        return contribution


def flows(applications, sources):
    """Identities of everything that depends on one of the sources."""
    reached = {id(source) for source in sources}
    for application in applications:
        if application.op.differentiable and any(id(value) in reached for value in application.inputs):
            reached.add(id(application.output))
    return reached
