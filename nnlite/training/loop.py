"""What does `fit` do? Check everything, then step after step, each one a single call into compiled code."""

from typing import Any

import numpy as np

from nnlite import config
from nnlite._checks import boolean, positive_int
from nnlite.callbacks import CallbackList, History
from nnlite.training import data, settings
from nnlite.training.evaluation import Evaluator
from nnlite.training.feeding import Feeder
from nnlite.training.progress import Progress


class Plan:
    """The checked arguments of one `fit`: training data, validation data and numbers."""

    def __init__(self, model, x, y, batch_size, epochs, initial_epoch, validation_split, validation_data, shuffle,
                 class_weight, sample_weight, steps_per_epoch, validation_steps, validation_batch_size,
                 validation_freq):
        compilation = model.compilation("fit")
        self.batch_size = settings.batch_size_of(batch_size, "fit")
        self.first, self.last = settings.epochs_of(epochs, initial_epoch)
        self.shuffle = shuffle != "batch" and boolean(shuffle, "shuffle", "fit")
        self.validation_freq = validation_freq if isinstance(validation_freq, (list, tuple)) else \
            positive_int(validation_freq, "validation_freq", "fit")
        self.inputs, self.targets, self.weights = checked(model, x, y, sample_weight, class_weight, "fit")
        self.rows = len(self.inputs[0])
        if self.rows == 0:
            raise ValueError("fit: there are no samples. Received: x with 0 rows")
        self.validation = None
        count, outputs = len(self.inputs), len(self.targets)
        if validation_data is not None:
            self.validation = validation_arrays(model, validation_data)
        elif validation_split not in (0, 0.0, None) or isinstance(validation_split, bool):
            kept, held = settings.split(validation_split, [*self.inputs, *self.targets, *self.weights])
            self.inputs, self.targets, self.weights = parts(kept, count, outputs)
            self.validation = parts(held, count, outputs)
            self.rows = len(self.inputs[0])
        self.steps = settings.steps_of(steps_per_epoch, "steps_per_epoch", "fit", self.rows, self.batch_size)
        self.validation_rows = 0
        self.evaluator = None
        if self.validation is not None:
            self.validation_rows = len(self.validation[0][0])
            size = settings.batch_size_of(validation_batch_size, "fit") if validation_batch_size else self.batch_size
            limit = settings.steps_of(validation_steps, "validation_steps", "fit", self.validation_rows, size)
            compilation.resolve_metrics([None if t is None else t.shape for t in self.targets])
            self.evaluator = Evaluator(model, self.validation, size, limit)

    def validates(self, epoch):
        """Whether the epoch (counted from 0) ends with a validation."""
        if self.evaluator is None:
            return False
        if isinstance(self.validation_freq, (list, tuple)):
            return epoch + 1 in self.validation_freq
        return (epoch + 1) % self.validation_freq == 0


def checked(model, x, y, sample_weight, class_weight, who):
    """Inputs, targets and weights as lists of arrays that fit the model."""
    compilation = model.compilation(who)
    inputs = data.inputs_for(model, x, who)
    rows = len(inputs[0])
    targets = data.targets_for(model, compilation, y, rows, who)
    weights = data.sample_weights_for(sample_weight, model.output_names, targets, class_weight, rows,
                                      model.outputs[0].dtype, who)
    return inputs, targets, weights


def parts(arrays, inputs, outputs):
    """A flat list as inputs, targets and weights again."""
    return arrays[:inputs], arrays[inputs : inputs + outputs], arrays[inputs + outputs :]


def validation_arrays(model, validation_data):
    """The checked arrays of `validation_data`."""
    if not isinstance(validation_data, (list, tuple)) or len(validation_data) not in (2, 3):
        count = len(validation_data) if isinstance(validation_data, (list, tuple)) else type(validation_data).__name__
        raise ValueError("fit: validation_data is a tuple (x, y) or (x, y, sample_weight). "
                         f"Received: {count}")
    x, y, *weights = validation_data
    arrays = checked(model, x, y, weights[0] if weights else None, None, "fit (validation_data)")
    if len(arrays[0][0]) == 0:
        raise ValueError("fit: there are no samples in validation_data. Received: x with 0 rows")
    return arrays


def fit(model: Any, plan: Plan, verbose: Any, callbacks: Any) -> History:
    """Train, and return the history; it is also `model.history`."""
    compilation = model.compilation("fit")
    progress = Progress(verbose, plan.last, samples=plan.rows, validation_samples=plan.validation_rows or None)
    history = History()
    given = callbacks if isinstance(callbacks, (list, tuple)) else [] if callbacks is None else [callbacks]
    compilation.resolve_metrics([None if t is None else t.shape for t in plan.targets])
    weighted = [w is not None for w in plan.weights]

    def program_for(size: int) -> Any:
        return model.step_program([(size, *x.shape[1:]) for x in plan.inputs], plan.targets, weighted, True)

    feeder = Feeder([*plan.inputs, *present(plan.targets), *present(plan.weights)], plan.batch_size, program_for,
                    plan.shuffle, plan.steps)
    steps = len(feeder.starts)
    params = {"epochs": plan.last, "steps": steps, "verbose": verbose, "samples": plan.rows}
    told = CallbackList([history, *given], model, params)
    model.history = history
    model.stop_training = False
    generator = config.generator()
    told.tell("on_train_begin", {})
    progress.begin()
    logs: dict[str, float] = {}
    try:
        for epoch in range(plan.first, plan.last):
            progress.epoch_begin(epoch)
            logs = run_epoch(compilation, feeder, epoch, generator, told, progress)
            if plan.validates(epoch):
                logs |= {f"val_{key}": value for key, value in plan.evaluator.run(told).items()}
            progress.epoch_end(logs)
            told.tell("on_epoch_end", epoch, logs)
            if model.stop_training:
                break
        compilation.optimizer.finalize_variable_values()
    finally:
        progress.end()
    told.tell("on_train_end", logs)
    return history


def run_epoch(compilation, feeder, epoch, generator, told, progress):
    """All steps of one epoch; returns its results."""
    told.tell("on_epoch_begin", epoch, {})
    compilation.reset()
    feeder.shuffle(generator)
    begin, end = told.batch_hook("on_train_batch_begin"), told.batch_hook("on_train_batch_end")
    before_step, cursor, logs = compilation.optimizer.before_step, feeder.cursor, compilation.logs
    for batch, (start, size, run) in enumerate(feeder.steps()):
        if begin is not None:
            begin(batch, {})
        cursor[0] = start
        before_step()
        run()
        if end is not None:
            end(batch, logs())
        progress.batch_end(batch, start + size, logs)
    return logs()


def present(arrays: list[np.ndarray | None]) -> list[np.ndarray]:
    """The arrays that are there."""
    return [array for array in arrays if array is not None]
