"""What do `evaluate` and `predict` do? The same steps without gradients."""

from itertools import islice
from typing import Any

import numpy as np

from nnlite.graph.structure import flatten, pack
from nnlite.training import data
from nnlite.training.streams import each, parts, tell


def evaluate(model: Any, feed: Any, told: Any, progress: Any = None) -> dict[str, Any]:
    """One pass over data without training; returns the results."""
    model.reset_metrics()
    told.tell("on_test_begin", {})
    begin, end = told.batch_hook("on_test_batch_begin"), told.batch_hook("on_test_batch_end")
    logs = no_logs
    for batch, (start, size, run, logs) in enumerate(feed.steps()):
        if begin is not None:
            begin(batch, {})
        feed.cursor[0] = start
        run()
        if end is not None:
            end(batch, logs())
        if progress is not None:
            progress.batch_end(batch, start + size, logs)
    results = logs()
    if not results:
        raise ValueError(f"evaluate: there are no samples. Received: {feed.nothing}")
    told.tell("on_test_end", results)
    return results


def no_logs() -> dict[str, Any]:
    """What is known before the first step."""
    return {}


def predict(model: Any, pieces: Any, told: Any, progress: Any) -> Any:
    """The outputs for pieces of data, (input arrays, rows so far), joined; None if there are no pieces."""
    told.tell("on_predict_begin", {})
    begin, end = (told.batch_hook(f"on_predict_batch_{when}") for when in ("begin", "end"))
    collected: list[list[np.ndarray]] = []
    structure = None
    for number, (inputs, seen) in enumerate(pieces):
        if begin is not None:
            begin(number, {})
        structure = model.run_arrays(inputs)
        collected.append(flatten(structure))
        if end is not None:
            end(number, {"outputs": structure})
        progress.batch_end(number, seen, dict)
    told.tell("on_predict_end", {})
    if not collected:
        return None
    return pack(structure, [np.concatenate(column) for column in zip(*collected, strict=True)])


def input_batches(model: Any, source: Any, limit: int | None) -> Any:
    """Checked inputs, and the rows so far, of batches that come one by one."""
    seen = 0
    tell(source, "on_epoch_begin")
    for number, batch in enumerate(islice(each(source), limit)):
        who = f"predict: batch {number}"
        inputs = data.inputs_for(model, parts(batch, who)[0], who)
        seen += len(inputs[0])
        yield inputs, seen
    tell(source, "on_epoch_end")
