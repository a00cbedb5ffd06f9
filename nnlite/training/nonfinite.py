"""The loss is not finite: where did it begin, and why? The step stops before it touches a weight."""

from typing import Any

import numpy as np


def explain(program: Any, model: Any) -> FloatingPointError:
    """The error for a training step whose loss is NaN or infinite."""
    place = first_bad(program)
    largest = max((float(np.abs(v.value).max()) for v in model.weights if v.size), default=0.0)
    rate = float(model.optimizer.learning_rate)
    return FloatingPointError(
        f"The loss of {model.name!r} is not finite, {place}. The weights are those from before this step; "
        f"the largest is {largest:.3g}, the learning rate {rate:g}. Usual causes: a learning rate that is too high, "
        "inputs that are not scaled (aim at numbers around 1), or a loss that does not fit the last activation."
    )


def is_bad(array: Any) -> bool:
    """Whether an array of floats holds NaN or infinity."""
    return array is not None and array.dtype.kind == "f" and not np.isfinite(array).all()


def first_bad(program: Any) -> str:
    """The first array of the program, in its order, that holds NaN or infinity."""
    if program is None:
        return "in a program that is gone"
    for array in program.inputs:
        if is_bad(array):
            return f"already in the data ({program.describe(array)})"
    for line in program.lines:
        for letter, array in zip(line.step.access, line.step.arrays, strict=True):
            if line.part == "forward" and is_bad(array):
                place = f"layer {line.scope!r}" if line.scope and line.scope != "loss" else "the loss"
                what = "a weight of" if letter.islower() and "/" in program.describe(array) else "the result of"
                return f"first in {what} {place} ({line.step.name})"
    return "though everything before it is"
