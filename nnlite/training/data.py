"""Do the data fit the model? Inputs, targets and weights are checked as a whole before the first step."""

import warnings
from typing import Any

import numpy as np

from nnlite.losses.probabilistic import BinaryCrossentropy
from nnlite.training.arrays import as_array, check_finite
from nnlite.training.structure import per_name


def inputs_for(model: Any, x: Any, who: str, finite: bool = True) -> list[np.ndarray]:
    """The model's inputs as arrays of their types and shapes, with one number of rows."""
    names, graph = model.input_names, model.graph
    if len(names) == 1 and fits_as_it_is(x, graph.inputs[0]):
        if finite:
            check_finite(x, f"{who}: x")
        return [x]
    values = per_name(x, names, "x", who)
    arrays = []
    for name, tensor, value in zip(names, graph.inputs, values, strict=True):
        label = "x" if len(names) == 1 else f"x[{name!r}]"
        array = as_array(value, f"{who}: {label}", tensor.dtype)
        array = fit_shape(array, tensor.shape, f"{who}: {label}", f"input {name!r} of {model.name!r}")
        if finite:
            check_finite(array, f"{who}: {label}")
        arrays.append(array)
    same_rows(arrays, names, who, "x")
    return arrays


def fits_as_it_is(x: Any, tensor: Any) -> bool:
    """Whether a value is an array to which nothing has to be done: the usual case, known in a microsecond."""
    return (type(x) is np.ndarray and x.dtype == tensor.dtype and x.ndim == len(tensor.shape)
            and x.shape[1:] == tensor.shape[1:] and x.flags.c_contiguous)


def fit_shape(array: np.ndarray, wanted: tuple, label: str, target: str) -> np.ndarray:
    """The array in the rank that the model wants, or the sentence that says what does not fit."""
    if array.ndim == 0:
        raise ValueError(f"{label} is a single number, not an array of samples. {target} expects shape {wanted}.")
    if array.ndim == len(wanted) - 1 and wanted[-1] == 1:
        array = array[..., None]
    if array.ndim == len(wanted) and all(w in (None, s) for w, s in zip(wanted[1:], array.shape[1:], strict=True)):
        return array
    raise ValueError(f"{label} does not fit: {target} expects shape {wanted}. Received: shape {array.shape}."
                     f"{shape_hint(array.shape, wanted)}")


def shape_hint(shape: tuple, wanted: tuple) -> str:
    """One likely fix for a shape that does not fit."""
    if shape == wanted[1:]:
        return " This looks like one sample: did you mean x[None]?"
    if len(shape) == 1:
        return f" Reshape it to (samples, {', '.join(str(w) for w in wanted[1:])})."
    if len(shape) == len(wanted) + 1 and 1 in shape[1:]:
        return " Remove the extra axis of size 1, for example with x.squeeze()."
    if len(shape) > len(wanted) == 2 and np.prod(shape[1:]) == wanted[1]:
        return " Flatten the samples first: x.reshape(len(x), -1), or a Flatten layer."
    if len(shape) == 2 == len(wanted):
        if shape[0] == wanted[1]:
            return " Rows and columns look exchanged: did you mean x.T?"
        return f" Your data has {shape[1]} columns, the model {wanted[1]}: did you drop or add one?"
    return ""


def same_rows(arrays: list[np.ndarray], names: list[str], who: str, what: str) -> None:
    """Raise where arrays have different numbers of samples."""
    counts = {len(array) for array in arrays}
    if len(counts) > 1:
        listed = ", ".join(f"{name!r}: {len(array)}" for name, array in zip(names, arrays, strict=True))
        raise ValueError(f"{who}: all arrays of {what} must have the same number of samples. Received: {listed}")


def targets_for(model: Any, compilation: Any, y: Any, rows: int, who: str) -> list[np.ndarray | None]:
    """The targets as arrays that fit the outputs and their losses; None for an output without a loss."""
    names = model.output_names
    if y is None and not compilation.wants_targets:  # the loss is what the layers add
        return [None] * len(names)
    if y is None:
        raise ValueError(f"{who}: the targets are missing. Received: y=None. Write {who}(x, y).")
    if isinstance(y, dict):  # targets may be left out where there is no loss
        y = {**{n: np.zeros((rows, 1)) for n, loss in zip(names, compilation.losses, strict=True) if loss is None}, **y}
    values = per_name(y, names, "y", who)
    targets: list[np.ndarray | None] = []
    for name, tensor, loss, value in zip(names, model.outputs, compilation.losses, values, strict=True):
        label = f"{who}: y" if len(names) == 1 else f"{who}: y[{name!r}]"
        if loss is None and value is None:
            targets.append(None)
            continue
        array = as_array(value, label)
        if len(array.shape) and len(array) != rows:
            hint = " Rows and columns look exchanged: did you mean y.T?" if array.shape[::-1][:1] == (rows,) else ""
            raise ValueError(f"{label} must have one target a sample. Received: {len(array)} targets for {rows} "
                             f"samples.{hint}")
        check_finite(array, label)
        targets.append(one_target(array, tensor, loss, label, name))
    return targets


def one_target(array: np.ndarray, tensor: Any, loss: Any, label: str, name: str) -> np.ndarray:
    """The targets of one output in the shape and type that its loss wants."""
    wanted = tensor.shape
    if getattr(loss, "sparse", False):
        return labels(array, wanted, label, loss)
    if array.ndim == 1 and wanted[1:] == (1,):
        array = array[:, None]
    known_loss = loss is not None and getattr(loss, "fn", type(loss)).__module__.startswith("nnlite.")
    fits = any(len(one) == len(other) and all(w in (None, s) for w, s in zip(one, other, strict=True))
               for one, other in both_ranks(wanted, array.shape))
    if known_loss and not fits:
        hint = ""
        if loss.name == "categorical_crossentropy" and array.shape in ((len(array),), (len(array), 1)):
            hint = (" The targets look like labels: use loss='sparse_categorical_crossentropy', or "
                    f"to_categorical(y, {wanted[-1]}).")
        raise ValueError(f"{label} does not fit: output {name!r} has shape {wanted}. "
                         f"Received: shape {array.shape}.{hint}")
    if isinstance(loss, BinaryCrossentropy) and array.size and (array.min() < 0 or array.max() > 1):
        worst = array.max() if array.max() > 1 else array.min()
        raise ValueError(f"{label} must be between 0 and 1 for binary_crossentropy. Received: {worst}. "
                         "For several classes use sparse_categorical_crossentropy.")
    with np.errstate(over="ignore"):
        array = np.ascontiguousarray(array, tensor.dtype).reshape(array.shape)
    check_finite(array, label)  # what float32 cannot hold is infinite now
    return array


def both_ranks(wanted: tuple, shape: tuple) -> list[tuple[tuple, tuple]]:
    """Shapes of output and targets, and the same without a last axis of size 1 on one side: losses drop it."""
    dropped = [(wanted[:-1], shape)] * (len(wanted) > 1 and wanted[-1] == 1) \
        + [(wanted, shape[:-1])] * (len(shape) > 1 and shape[-1] == 1)
    return [(wanted, shape), *dropped]


def labels(array: np.ndarray, wanted: tuple, label: str, loss: Any) -> np.ndarray:
    """Labels as whole numbers below the number of classes: the output's shape without its last axis, or 1 for that."""
    if array.ndim != len(wanted) - 1 and (array.ndim != len(wanted) or array.shape[-1] != 1):
        hint = " The targets look one-hot: use loss='categorical_crossentropy'." if array.ndim == len(wanted) else ""
        raise ValueError(f"{label} must be labels of shape {wanted[:-1]} for sparse_categorical_crossentropy. "
                         f"Received: shape {array.shape}.{hint}")
    if array.dtype.kind == "f":
        fractional = np.flatnonzero(array.reshape(-1) != np.floor(array.reshape(-1)))
        if fractional.size:
            raise ValueError(f"{label}: labels must be whole numbers. Received: {array.flat[fractional[0]]} at "
                             f"position {fractional[0]}")
    whole = np.ascontiguousarray(array, np.int64)
    classes = wanted[-1]
    bad = ((whole < 0) | (whole >= classes)) & (whole != loss.ignore_class) & loss.labels_are_classes
    if bad.any():
        position = int(np.flatnonzero(bad.reshape(-1))[0])
        raise ValueError(f"{label}[{position}] = {whole.flat[position]}, but the output has {classes} classes "
                         f"(0 to {classes - 1}).{label_hint(whole, classes)}")
    return whole


def label_hint(whole: np.ndarray, classes: int) -> str:
    """One likely fix for labels out of range."""
    if whole.min() == 1 and whole.max() == classes:
        return " The labels count from 1: use y - 1."
    if whole.min() >= 0:
        return f" Use {whole.max() + 1} units in the last layer, or check the labels."
    return " Labels cannot be negative."


def per_sample(weights: Any, names: list[str], who: str) -> list[Any]:
    """The weights for every output: one array serves all."""
    if isinstance(weights, dict):
        return [weights.get(name) for name in names]
    if isinstance(weights, (list, tuple)) and len(names) > 1:
        if len(weights) != len(names):
            raise ValueError(f"{who}: sample_weight is one array, or a list or dictionary with one for each of the "
                             f"outputs {names}. Received: {len(weights)} entries")
        return list(weights)
    return [weights] * len(names)


def check_class_weight(class_weight: Any, who: str) -> None:
    """Raise unless it is a dictionary from labels to numbers."""
    good = isinstance(class_weight, dict) and all(
        isinstance(v, (int, float, np.number)) and np.isfinite(v) and v >= 0 for v in class_weight.values())
    if not good:
        hint = " Write dict(enumerate(weights))." if hasattr(class_weight, "__len__") else ""
        raise ValueError(f"{who}: class_weight is a dictionary from labels to numbers of at least 0. "
                         f"Received: class_weight={class_weight!r:.60}.{hint}")


def sample_weights_for(weights: Any, model: Any, targets: list[Any], class_weight: Any, rows: int,
                       who: str) -> list[np.ndarray | None]:
    """A weight a sample for every output, or None for each."""
    if weights is None and class_weight is None:
        return [None] * len(targets)
    given = per_sample(weights, model.output_names, who)
    dtype = model.outputs[0].dtype
    if class_weight is not None:
        check_class_weight(class_weight, who)
    result: list[np.ndarray | None] = []
    for one, target, output in zip(given, targets, model.outputs, strict=True):
        losses = (rows,) if target is None else target.shape[:len(output.shape) - 1]
        if target is not None and target.dtype.kind == "f" and np.shape(one) != target.shape:
            losses = losses[:target.ndim - 1]  # targets without the output's last axis of size 1
        total = np.ones((rows, *(1,) * (len(losses) - 1)), dtype)  # a loss for each step gets its sample's weight
        if one is not None:
            total = total * checked_weights(as_array(one, f"{who}: sample_weight", dtype), losses or (rows,), who)
        if class_weight is not None:
            total = total * class_weights(class_weight, target, who).reshape(total.shape[:1] + (1,) * (total.ndim - 1))
        result.append(np.ascontiguousarray(np.broadcast_to(total, losses or (rows,)), dtype))
    return result


def checked_weights(weights: np.ndarray, losses: tuple, who: str) -> np.ndarray:
    """Weights that can be used: one a sample or one for each of its losses, none negative, not all zero."""
    rows = losses[0]
    if weights.shape in ((rows,), (rows, 1)):
        weights = weights.reshape(rows, *(1,) * (len(losses) - 1))
    elif weights.shape != losses:
        steps = f", or one a step, shape {losses}" if len(losses) > 1 else ""
        raise ValueError(f"{who}: sample_weight needs one weight a sample, shape ({rows},){steps}. "
                         f"Received: shape {weights.shape}")
    check_finite(weights, f"{who}: sample_weight")
    if rows and weights.min() < 0:
        raise ValueError(f"{who}: sample_weight must not be negative. Received: {weights.min()}")
    if rows and not weights.any():
        raise ValueError(f"{who}: all weights are zero, so nothing would be learned. Received: sample_weight=0")
    return weights


def class_weights(class_weight: Any, target: np.ndarray, who: str) -> np.ndarray:
    """The weight of each sample's class."""
    if target is None:
        raise ValueError(f"{who}: class_weight needs targets.")
    classes = target.argmax(-1) if target.ndim == 2 and target.shape[-1] > 1 else target.reshape(len(target))
    missing = sorted(set(np.unique(classes).tolist()) - set(class_weight))
    if missing:
        warnings.warn(f"{who}: class_weight lacks the classes {missing[:5]}, which get the weight 1. "
                      f"Received: keys {list(class_weight)[:10]}", UserWarning, stacklevel=6)
    return np.array([class_weight.get(c, 1.0) for c in classes.tolist()])
