"""What the visible checks do not ask two branches."""

import numpy as np

from nnlite.exercises.checking import close, equal, expect
from nnlite.exercises.modelling import output, shape_for_none


def test_batches(student):
    """one sample gives what it gives among others, and no samples give no answers"""
    model = student.model("build")
    x = {"picture": student.random.normal(size=(9, 64)), "facts": student.random.normal(size=(9, 6))}
    one = {name: values[4:5] for name, values in x.items()}
    close(output(model, one), output(model, x)[4:5], "the answer for one sample", tolerance=1e-3)
    equal(shape_for_none(model), [0, 1], "the shape for no samples")


def test_large_numbers(student):
    """very large inputs give finite answers"""
    x = {"picture": student.random.normal(size=(9, 64)) * 1e6, "facts": student.random.normal(size=(9, 6)) * 1e6}
    expect(np.isfinite(output(student.model("build"), x)).all(), "finite answers for large inputs", "some that are not",
           "Which activation stands where?")
