"""What one encoder means."""

import numpy as np

from nnlite.exercises.checking import close, equal
from nnlite.exercises.modelling import fill, output, shape_for_none


def test_swapped(student):
    """where the last layer treats both sides alike, left and right can change places"""
    model = student.model("build", 13, 4)
    weights = fill(student, model)
    model.set_weights([np.tile(w[:4], (2, 1)) if w.shape == (8, 1) else w for w in weights])
    x = {name: student.random.normal(size=(5, 13)) for name in ("left", "right")}
    close(output(model, x), output(model, {"left": x["right"], "right": x["left"]}), "the answer for swapped sides",
          "Do both sides go through the same weights?", tolerance=1e-3)


def test_small(student):
    """one unit and one feature are enough, and a batch may be empty"""
    model = student.model("build", 1, 1)
    equal(model.count_params(), 2 + 3, "the number of parameters for one unit")
    equal(shape_for_none(model), [0, 1], "the shape for no samples")
