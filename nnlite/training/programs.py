"""How is a step of training, testing or predicting made into a program? It is called once, on symbols."""

import weakref
from collections.abc import Callable
from typing import Any

from nnlite._dispatch import kernels
from nnlite._memory import place, zeros
from nnlite.graph.structure import flatten, mapped, pack
from nnlite.graph.tensor import Tensor
from nnlite.graph.trace import Trace
from nnlite.program.lower import lower
from nnlite.program.program import Line, Program
from nnlite.training.compiled_metrics import singly
from nnlite.training.nonfinite import explain
from nnlite.training.results import reader


def prediction_program(model: Any, template: Any, specs: list[tuple]) -> Program:
    """From inputs of these shapes and types to outputs."""
    feeds = [Tensor(shape, dtype, label=label) for shape, dtype, label in specs]
    with Trace(Tensor) as tape:
        outputs = model.predict_step((pack(template, feeds),))
    program = lower(tape, feeds, flatten(outputs))
    program.structure, program.adds_losses = outputs, bool(tape.losses)
    return named(program, model, "prediction", feeds)


def step_program(model: Any, batch: Any, rows: int, training: bool) -> Program:
    """One call of the model's `train_step` or `test_step`, for batches like this one with so many rows.

    Attributes of the result:
        logs: a function that reads what the step returned, as plain numbers by name.
    """
    step, mode = (model.train_step, "training") if training else (model.test_step, "evaluation")
    shapes = [((rows, *array.shape[1:]), array.dtype, label)
              for array, label in zip(batch.arrays, batch.labels, strict=True)]
    if model.run_eagerly:
        return eager_program(model, step, batch, shapes, mode)
    feeds = [Tensor(*spec[:2], label=spec[2]) for spec in shapes]
    model.parameters()  # all trainable weights lie side by side before anything is bound to them
    with Trace(Tensor, training=training) as tape:
        returned = step(batch.arranged(feeds))
    returned = returned if isinstance(returned, dict) else {"loss": returned}
    values = [leaf for leaf in flatten(returned) if isinstance(leaf, Tensor)]
    program = lower(tape, feeds, values)
    arrays = dict(zip(map(id, values), program.outputs, strict=True))
    program.logs = reader(mapped(lambda leaf: arrays.get(id(leaf), leaf), returned))
    holder = weakref.ref(program)
    for check in program.checks:
        check.on_error = lambda position: explain(holder(), model)
    label_state(program, model)
    return named(program, model, mode, feeds)


def eager_program(model: Any, step: Callable[[Any], Any], batch: Any, specs: list[tuple], mode: str) -> Program:
    """A program of one step, which calls Python with arrays (`run_eagerly=True`)."""
    inputs = [zeros(shape, dtype) for shape, dtype, _ in specs]
    returned: dict[str, Any] = {}

    def call() -> None:
        result = step(batch.arranged(inputs))
        returned.clear()
        returned.update(result if isinstance(result, dict) else {"loss": result})

    line = Line(kernels.PythonStep(step.__name__, call, ()), "", mode)
    labels = {place(array): label for array, (_, _, label) in zip(inputs, specs, strict=True)}
    program = Program([line], inputs, [], labels, model.name, f"{mode}, eagerly, batch {specs[0][0][0]}")
    program.logs = lambda: reader(returned)()
    return program


def label_state(program: Program, model: Any) -> None:
    """Names on the page for what optimizers and metrics remember."""
    optimizer = model.optimizer
    if optimizer is not None and optimizer.built:
        names = {place(array): name for array, name in optimizer.labels()}
        for run in model.parameters().runs:
            names |= {place(run.values): "weights", place(run.gradients): "d weights"}
        program.labels = names | program.labels
    program.labels |= {place(variable.value): f"{metric.name} so far" for metric in singly(model.metrics)
                       for variable in metric.variables}


def named(program: Program, model: Any, mode: str, feeds: list[Tensor]) -> Program:
    """The program with a title for its page."""
    program.name, program.mode = model.name, f"{mode}, batch {feeds[0].shape[0]}"
    return program
