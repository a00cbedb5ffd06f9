"""What do `evaluate` and `predict` do? The same steps without gradients."""

from typing import Any

import numpy as np

from nnlite.training.feeding import Feeder


class Evaluator:
    """Loss and metrics of a model on fixed data."""

    def __init__(self, model: Any, data: tuple[list[Any], list[Any], list[Any]], batch_size: int,
                 limit: int | None = None):
        inputs, targets, weights = data
        self.compilation = model.compilation("evaluate")
        arrays = [*inputs, *(t for t in targets if t is not None), *(w for w in weights if w is not None)]
        weighted = [w is not None for w in weights]

        def program_for(size: int) -> Any:
            return model.step_program([(size, *x.shape[1:]) for x in inputs], targets, weighted, False)

        self.feeder = Feeder(arrays, batch_size, program_for, limit=limit)

    def run(self, told: Any, progress: Any = None) -> dict[str, float]:
        """One pass; returns the results."""
        compilation, feeder = self.compilation, self.feeder
        compilation.reset()
        told.tell("on_test_begin", {})
        begin, end = told.batch_hook("on_test_batch_begin"), told.batch_hook("on_test_batch_end")
        for batch, (start, size, run) in enumerate(feeder.steps()):
            if begin is not None:
                begin(batch, {})
            feeder.cursor[0] = start
            run()
            if end is not None:
                end(batch, compilation.logs())
            if progress is not None:
                progress.batch_end(batch, start + size, compilation.logs)
        results = compilation.logs()
        told.tell("on_test_end", results)
        return results


def predict(model: Any, inputs: list[np.ndarray], batch_size: int, limit: int | None, told: Any,
            progress: Any) -> list[np.ndarray]:
    """The outputs for all rows."""
    rows = len(inputs[0])
    if limit is not None:
        rows = min(rows, limit * batch_size)
    results = [np.empty((rows, *(d or 0 for d in t.shape[1:])), t.dtype) for t in model.outputs]
    if told is not None:
        told.tell("on_predict_begin", {})
    begin, end = (told.batch_hook(f"on_predict_batch_{when}") for when in ("begin", "end")) if told else (None, None)
    for batch, start in enumerate(range(0, rows, batch_size)):
        stop = min(start + batch_size, rows)
        if begin is not None:
            begin(batch, {})
        outputs = model.run_arrays([x[start:stop] for x in inputs])
        if start == 0:
            results = [np.empty((rows, *output.shape[1:]), output.dtype) for output in outputs]
        for result, output in zip(results, outputs, strict=True):
            result[start:stop] = output
        if end is not None:
            end(batch, {})
        progress.batch_end(batch, stop, dict)
    if told is not None:
        told.tell("on_predict_end", {})
    return results
