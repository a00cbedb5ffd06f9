"""What do the checks of models share? Random weights, outputs by name, and sums done again with NumPy.

A student may order layers and branches in another way than the solution; weights are found by their shapes, which the
checks draw so that no two of them are alike.
"""

from __future__ import annotations

from typing import Any

import numpy as np

import nnlite
from nnlite.exercises.checking import Wrong, expect
from nnlite.exercises.student import Student


def fill(student: Student, model: nnlite.Model) -> list[np.ndarray]:
    """Give a model random weights, none of them zero or negative by chance for all; the weights."""
    weights = [random_weight(student, np.shape(w)) for w in model.get_weights()]
    model.set_weights(weights)
    return weights


def random_weight(student: Student, shape: tuple[int, ...]) -> np.ndarray:
    """Random numbers for one weight; kernels keep the size of what goes through them."""
    scale = 1 / np.sqrt(shape[0]) if len(shape) > 1 else 0.5
    return np.asarray(student.random.normal(size=shape) * scale, dtype=np.float32)


def weight(weights: list[np.ndarray], *shape: int, of: str, question: str = "") -> np.ndarray:
    """The one weight with a shape.

    Raises:
        Wrong: There is none, or there are several.
    """
    found = [one for one in weights if one.shape == shape]
    if len(found) != 1:
        shapes = ", ".join(str(one.shape) for one in weights) or "none at all"
        raise Wrong(f"one weight of shape {shape}, {of}", f"{len(found)} of them; the weights have the shapes {shapes}",
                    question or "model.summary() shows the layers one by one. Which one is missing, or too much?")
    return found[0].astype(np.float64)


def outputs(model: nnlite.Model, x: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What a model predicts, by the names of its outputs."""
    given = [np.asarray(x[name], dtype=np.float32) for name in model.input_names]
    came = model.predict(dict(zip(model.input_names, given, strict=True)) if len(given) > 1 else given[0], verbose=0)
    if isinstance(came, dict):
        return {name: np.asarray(one) for name, one in came.items()}
    values = came if isinstance(came, (list, tuple)) else [came]
    return {name: np.asarray(one) for name, one in zip(model.output_names, values, strict=True)}


def output(model: nnlite.Model, x: dict[str, np.ndarray]) -> np.ndarray:
    """What a model with one output predicts."""
    return next(iter(outputs(model, x).values()))


def shape_for_none(model: nnlite.Model) -> list[int]:
    """The shape of a model's one output for a batch of no samples."""
    none = [np.zeros((0, *tensor.shape[1:]), np.float32) for tensor in model.inputs]
    given = dict(zip(model.input_names, none, strict=True)) if len(none) > 1 else none[0]
    came = model(given)
    return list(np.shape(next(iter(came.values())) if isinstance(came, dict) else came))


def takes(model: nnlite.Model, expected: dict[str, tuple[int, ...]], question: str = "") -> None:
    """A model has these inputs, in any order: their shapes by name.

    Raises:
        Wrong: It has others.
    """
    same_tensors(dict(zip(model.input_names, model.inputs, strict=True)), expected, "inputs", question)


def gives(model: nnlite.Model, expected: dict[str, tuple[int, ...]], question: str = "") -> None:
    """A model has these outputs, in any order: their shapes by name.

    Raises:
        Wrong: It has others.
    """
    same_tensors(dict(zip(model.output_names, model.outputs, strict=True)), expected, "outputs", question)


def same_tensors(came: dict[str, Any], expected: dict[str, tuple[int, ...]], what: str, question: str) -> None:
    """Tensors have the names and shapes that are expected."""
    shapes = {name: tuple(tensor.shape) for name, tensor in came.items()}
    wanted = {name: (None, *shape) for name, shape in expected.items()}
    expect(shapes == wanted, f"the {what} {told(wanted)}", told(shapes), question)


def told(shapes: dict[str, tuple[Any, ...]]) -> str:
    """Names with shapes, as a sentence has them."""
    return ", ".join(f"{name} {shape}" for name, shape in shapes.items()) or "none"


def one_in_one_out(model: nnlite.Model, features: int, units: int) -> None:
    """A model has one input and one output, with these last axes.

    Raises:
        Wrong: It has not.
    """
    came = ([tuple(t.shape) for t in model.inputs], [tuple(t.shape) for t in model.outputs])
    expect(came[0] == [(None, features)], f"one input of shape {(None, features)}", f"inputs {came[0]}",
           "What goes into Input? Its shape does not count the batch.")
    expect(came[1] == [(None, units)], f"one output of shape {(None, units)}", f"outputs {came[1]}",
           "Which layer gives the last tensor, and how many numbers has it for each sample?")


def is_close(came: Any, expected: np.ndarray) -> bool:
    """Numbers are the same, up to the rounding of float32."""
    came = np.asarray(came, dtype=np.float64)
    return came.shape == expected.shape and bool(np.allclose(came, expected, rtol=1e-3, atol=1e-4))


def relu(x: np.ndarray) -> np.ndarray:
    """max(x, 0)."""
    return np.maximum(x, 0)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x))."""
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


def softmax(x: np.ndarray) -> np.ndarray:
    """exp(x), each row divided by its sum."""
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)
