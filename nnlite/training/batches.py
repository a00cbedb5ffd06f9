"""What does a step get? Inputs, targets and weights as the user arranged them, with arrays that were checked."""

from typing import Any, NamedTuple

import numpy as np

from nnlite import config
from nnlite.graph.structure import flatten, mapped, pack
from nnlite.training import data
from nnlite.training.arrays import as_array, check_finite
from nnlite.utils.pydataset import pack_x_y_sample_weight


class Batch(NamedTuple):
    """Checked arrays and how they are arranged.

    Attributes:
        arrays: a flat list; all have the same number of rows.
        template: (x, y, sample_weight) in the user's structures, with positions in `arrays` as leaves, or None.
        labels: what each array is called on a program's page.
    """

    arrays: list[np.ndarray]
    template: tuple
    labels: list[str]

    @property
    def rows(self) -> int:
        """How many samples there are."""
        return len(self.arrays[0])

    @property
    def key(self) -> tuple:
        """What a program made for such batches depends on, beside the number of rows."""
        return repr(self.template), tuple((a.shape[1:], a.dtype.str) for a in self.arrays)

    def rows_from(self, start: int | None, stop: int | None) -> "Batch":
        """A part of the rows."""
        return self._replace(arrays=[array[start:stop] for array in self.arrays])

    def arranged(self, leaves: Any) -> Any:
        """(x, y, sample_weight), or what there is of them, with other leaves in place of the arrays."""
        return pack_x_y_sample_weight(*mapped(lambda place: None if place is None else leaves[place], self.template))


def collect(structures: list[Any], labels: list[Any]) -> Batch:
    """A batch of structures of arrays (None where there is nothing) with labels of the same structures."""
    arrays: list[np.ndarray] = []
    names: list[str] = []

    def position(leaf: Any, label: str) -> int | None:
        if leaf is None:
            return None
        arrays.append(leaf)
        names.append(label)
        return len(arrays) - 1

    template = []
    for structure, label in zip(structures, labels, strict=True):
        flat_labels = iter(flatten(label)) if isinstance(label, (list, tuple, dict)) else None
        template.append(mapped(lambda leaf, i=flat_labels, one=label: position(leaf, next(i) if i else one), structure))
    return Batch(arrays, tuple(template), names)


def checked(model: Any, x: Any, y: Any, sample_weight: Any, class_weight: Any, who: str) -> Batch:
    """A batch that fits the model; where the model has a training step of its own, only what all steps need."""
    if model.own_step:
        return unchecked(x, y, sample_weight, who)
    compilation = model.compilation(who)
    inputs = data.inputs_for(model, x, who)
    rows = len(inputs[0])
    targets = data.targets_for(model, compilation, y, rows, who)
    names = model.output_names
    weights = data.sample_weights_for(sample_weight, model, targets, class_weight, rows, who)
    x_structure = pack(model.graph.input_structure, inputs)
    one = len(names) == 1
    y_structure = targets[0] if one else dict(zip(names, targets, strict=True)) if isinstance(y, dict) else targets
    w_structure = None if all(w is None for w in weights) else weights[0] if one else weights
    return collect([x_structure, y_structure, w_structure],
                   [model.input_names, [f"target of {n}" for n in names], [f"weight of {n}" for n in names]])


def unchecked(x: Any, y: Any, sample_weight: Any, who: str) -> Batch:
    """Arrays in the user's structures, of whatever shape, with one number of rows."""
    floating = np.dtype(config.floatx())

    def convert(leaf: Any, name: str) -> Any:
        if leaf is None:
            return None
        array = as_array(leaf, f"{who}: {name}")
        check_finite(array, f"{who}: {name}")
        return np.ascontiguousarray(array, floating) if array.dtype.kind == "f" else array

    given = {"x": x, "y": y, "sample_weight": sample_weight}
    structures = [mapped(lambda leaf, name=name: convert(leaf, name), arrays_in(value))
                  for name, value in given.items()]
    batch = collect(structures, list(given))
    if not batch.arrays:
        raise ValueError(f"{who}: there are no data. Received: x=None")
    data.same_rows(batch.arrays, batch.labels, who, "the data")
    return batch


def arrays_in(value: Any) -> Any:
    """A list of numbers is one array; a list or dictionary of arrays is a structure."""
    if isinstance(value, (list, tuple)) and not all(hasattr(leaf, "shape") or leaf is None for leaf in flatten(value)):
        return np.asarray(value)
    return value
