"""How is a step of training, testing or predicting made into a program?"""

import weakref
from typing import Any

import numpy as np

from nnlite import ops
from nnlite._memory import place
from nnlite.graph.node import flatten
from nnlite.graph.tensor import Tensor
from nnlite.graph.trace import Trace
from nnlite.ops.metrics import CheckFinite
from nnlite.program.lower import lower
from nnlite.training.nonfinite import explain


def prediction_program(model: Any, shapes: Any) -> Any:
    """From inputs of these shapes to outputs."""
    with Trace(Tensor) as tape:
        inputs = placeholders(model, shapes)
        outputs = flatten(model.graph.run(inputs))
    program = lower(tape, inputs, outputs)
    return named(program, model, "prediction", shapes[0][0])


def step_program(model: Any, compilation: Any, shapes: Any, targets: list[Any], weighted: list[bool],
                 training: bool) -> Any:
    """From inputs, targets and weights to the loss and the metrics and, in training, to new weights.

    Args:
        shapes: of the inputs, with the number of rows in front.
        targets: the target arrays (only their shapes and types are used), None where there are none.
        weighted: for every output whether its samples are weighted.
    """
    dtype, batch = model.outputs[0].dtype, shapes[0][0]
    with Trace(Tensor, training=training) as tape:
        inputs = placeholders(model, shapes)
        outputs = flatten(model.graph.run(inputs))
        names = model.output_names
        goals = [None if t is None else Tensor((batch, *t.shape[1:]), t.dtype, label=f"target of {name}")
                 for name, t in zip(names, targets, strict=True)]
        weights = [Tensor((batch, *loss_axes(t)), dtype, label=f"weight of {name}") if used else None
                   for name, t, used in zip(names, targets, weighted, strict=True)]
        tape.scopes.append("loss")
        loss = compilation.trace(goals, outputs, weights, batch)
        loss = add_penalties(model, tape, loss, batch)
        ops.accumulate_mean(loss, np.full((), batch, dtype), compilation.total.state)
        holder: list[Any] = []
        if training:
            CheckFinite(lambda position: explain(holder[0](), model, compilation))(loss)
    feeds = [*inputs, *(g for g in goals if g is not None), *(w for w in weights if w is not None)]
    parameters, updates = model.parameters(), []
    if training:
        compilation.optimizer.build(parameters)
        updates = [(compilation.optimizer.name, step) for step in compilation.optimizer.steps()]
    program = lower(tape, feeds, [loss], loss if training and parameters.size else None, parameters, updates)
    holder.append(weakref.ref(program))
    if training:
        optimizer = compilation.optimizer
        names = {place(optimizer.state): "step and rate"}
        names |= {place(array): name for name, array in optimizer.slots.arrays.items()}
        for run in parameters.runs:
            names |= {place(run.values): "weights", place(run.gradients): "d weights"}
        program.labels = names | program.labels
    program.labels |= {place(metric.state): f"{key} so far" for key, metric in compilation.metric_entries()
                       if hasattr(metric, "state")}
    return named(program, model, "training" if training else "evaluation", batch)


def loss_axes(target: Any) -> tuple:
    """The axes of a loss behind the batch: those of labels, or of targets without their last."""
    return () if target is None else target.shape[1:] if target.dtype.kind == "i" else target.shape[1:-1]


def placeholders(model: Any, shapes: list[tuple]) -> list[Tensor]:
    """The model's inputs with all sizes filled in."""
    triples = zip(model.inputs, model.input_names, shapes, strict=True)
    return [Tensor(shape, tensor.dtype, label=name) for tensor, name, shape in triples]


def named(program: Any, model: Any, mode: str, batch: int) -> Any:
    """The program with a title for its page."""
    program.name, program.mode = model.name, f"{mode}, batch {batch}"
    return program


def add_penalties(model: Any, tape: Any, loss: Any, batch: int) -> Any:
    """The loss plus what regularizers ask for the weights and the layers' outputs."""
    for variable in model.weights:
        if variable.regularizer is not None and variable.trainable:
            loss = ops.add(loss, penalty(variable, variable.regularizer))
    for regularizer, outputs in tape.losses:
        for output in flatten(outputs):
            loss = ops.add(loss, ops.scale(penalty(output, regularizer), 1 / max(batch, 1)))
    return loss


def penalty(value: Any, regularizer: Any) -> Any:
    """What one regularizer asks for one value."""
    if not hasattr(regularizer, "l1") or not hasattr(regularizer, "l2"):
        raise ValueError(f"A regularizer must be L1, L2 or L1L2 for now. Received: {regularizer!r}")
    return ops.penalty(value, float(regularizer.l1), float(regularizer.l2))
