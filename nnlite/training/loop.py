"""What does `fit` do? Check everything, then step after step, each one a single call into compiled code."""

from itertools import islice
from typing import Any

from nnlite import config
from nnlite._checks import a_type, boolean, positive_int, short_repr
from nnlite.callbacks import CallbackList, History
from nnlite.training import settings
from nnlite.training.batches import checked
from nnlite.training.compiled_metrics import to_reset
from nnlite.training.evaluation import evaluate, no_logs
from nnlite.training.feeding import Feeder
from nnlite.training.position import Position
from nnlite.training.progress import Progress
from nnlite.training.streams import Stream, is_stream


class Plan:
    """The checked arguments of one `fit`: training data, validation data and numbers.

    Attributes:
        feed: what runs the steps of an epoch.
        validation: what runs those of a validation, or None.
        first, last: the first epoch and the one to stop before.
    """

    def __init__(self, model, x, y, batch_size, epochs, initial_epoch, validation_split, validation_data, shuffle,
                 class_weight, sample_weight, steps_per_epoch, validation_steps, validation_batch_size,
                 validation_freq):
        self.first, self.last = settings.epochs_of(epochs, initial_epoch)
        shuffled = shuffle != "batch" and boolean(shuffle, "shuffle", "fit")
        self.validation_freq = validation_freq if isinstance(validation_freq, (list, tuple)) else \
            positive_int(validation_freq, "validation_freq", "fit")
        size = settings.batch_size_of(batch_size, "fit")
        held_size = settings.batch_size_of(validation_batch_size, "fit") if validation_batch_size else size
        held = None
        if is_stream(x):
            settings.refuse_with_stream("fit", y=y, sample_weight=sample_weight,
                                        validation_split=validation_split or None)
            self.feed = Stream(model, x, programs_of(model, True), settings.count(steps_per_epoch, "steps_per_epoch"),
                               shuffled, class_weight)
        else:
            batch = checked(model, x, y, sample_weight, class_weight, "fit")
            if batch.rows == 0:
                raise ValueError("fit: there are no samples. Received: x with 0 rows")
            if validation_data is None and (validation_split not in (0, 0.0, None)
                                            or isinstance(validation_split, bool)):
                batch, held = settings.split(validation_split, batch)
            steps = settings.steps_of(steps_per_epoch, "steps_per_epoch", "fit", batch.rows, size)
            self.feed = Feeder(batch, size, programs_of(model, True), shuffled, steps)
        if validation_data is not None and is_stream(validation_data):
            self.validation = Stream(model, validation_data, programs_of(model, False),
                                     settings.count(validation_steps, "validation_steps"),
                                     who="fit (validation_data)")
            return
        if validation_data is not None:
            held = validation_batch(model, validation_data)
        self.validation = None
        if held is not None:
            limit = settings.steps_of(validation_steps, "validation_steps", "fit", held.rows, held_size)
            self.validation = Feeder(held, held_size, programs_of(model, False), limit=limit)

    def validates(self, epoch):
        """Whether the epoch (counted from 0) ends with a validation."""
        if self.validation is None:
            return False
        if isinstance(self.validation_freq, (list, tuple)):
            return epoch + 1 in self.validation_freq
        return (epoch + 1) % self.validation_freq == 0


def programs_of(model: Any, training: bool) -> Any:
    """What makes the program for a batch with a number of rows."""
    return lambda batch, rows: model.step_program(batch, rows, training)


def validation_batch(model: Any, validation_data: Any) -> Any:
    """The checked arrays of `validation_data`."""
    if not isinstance(validation_data, (list, tuple)) or len(validation_data) not in (2, 3):
        if not model.own_step or isinstance(validation_data, (list, tuple)):
            raise ValueError("fit: validation_data is a tuple (x, y) or (x, y, sample_weight), or a source of batches. "
                             f"Received: validation_data={described(validation_data)}. "
                             "Write validation_data=(x, y).")
        validation_data = (validation_data, None)
    x, y, *weights = validation_data
    batch = checked(model, x, y, weights[0] if weights else None, None, "fit (validation_data)")
    if batch.rows == 0:
        raise ValueError("fit: there are no samples in validation_data. Received: x with 0 rows")
    return batch


def described(value: Any) -> str:
    """`a tuple of 1`, `an array of shape (8, 4)`: what stands where data should, without its numbers."""
    if isinstance(value, (list, tuple)):
        return f"{a_type(value)} of {len(value)}"
    shape = getattr(value, "shape", None)
    return short_repr(value) if shape is None else f"{a_type(value)} of shape {tuple(shape)}"


def fit(model: Any, plan: Plan, verbose: Any, callbacks: Any) -> History:
    """Train, and return the history; it is also `model.history`."""
    feed, held = plan.feed, plan.validation
    told = CallbackList.of(callbacks, add_history=True, model=model, epochs=plan.last, steps=len(feed) or None,
                           verbose=verbose, samples=feed.samples)
    progress = Progress(0 if told.progbar else verbose, plan.last, samples=feed.samples, steps=len(feed) or None,
                        validation_samples=held.samples if held else None,
                        validation_steps=(len(held) or None) if held else None)
    model.stop_training = False
    model._position = Position(plan.first, config.generator(), feed)
    told.on_train_begin()
    progress.begin()
    logs: dict[str, Any] = {}
    try:
        for epoch in range(model._position.epoch, plan.last):
            progress.epoch_begin(epoch)
            logs = run_epoch(model, feed, epoch, told, progress)
            if model._position.to_reset is None:
                model._position.to_reset = to_reset(model.metrics)
            if plan.validates(epoch):
                logs |= {f"val_{key}": value for key, value in evaluate(model, held, told).items()}
            model._position.reached(epoch + 1, 0)
            told.on_epoch_end(epoch, logs)
            progress.epoch_end(logs)
            if model.stop_training:
                break
        if model.optimizer is not None and model.optimizer.built:
            model.optimizer.finalize_variable_values()
    finally:
        model._position = None
        progress.end()
    told.on_train_end(logs)
    return told.history


def run_epoch(model, feed, epoch, told, progress):
    """All steps of one epoch, or those that an interrupted training has left; returns its results."""
    told.on_epoch_begin(epoch)
    position, done = model._position, model._position.batch
    if not done:
        model.reset_metrics()
        feed.shuffle(position.generator)
    begin, end = told.batch_hook("on_train_batch_begin"), told.batch_hook("on_train_batch_end")
    cursor, logs = feed.cursor, no_logs
    for batch, (start, size, run, logs) in enumerate(islice(feed.steps(), done, None), done):
        if begin is not None:
            begin(batch, {})
        cursor[0] = start
        try:
            run()
        except FloatingPointError:
            if not told.handles_nonfinite:
                raise
        position.batch = batch + 1
        if end is not None:
            end(batch, logs())
        progress.batch_end(batch, start + size, logs)
        if model.stop_training:
            break
    results = logs() or (model.get_metrics_result() if done else {})
    if not results:
        raise ValueError(f"fit: there are no samples. Received: {feed.nothing}")
    return results
