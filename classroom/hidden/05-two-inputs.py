"""What the visible checks do not ask two branches."""

import numpy as np

from nnlite.exercises.checking import close, equal, expect
from nnlite.exercises.modelling import output


def test_batches(student):
    """one sample gives what it gives among others, and no samples give no answers"""
    model = student.model("build")
    x = {"picture": student.random.normal(size=(9, 64)), "facts": student.random.normal(size=(9, 6))}
    one = {name: values[4:5] for name, values in x.items()}
    close(output(model, one), output(model, x)[4:5], "the answer for one sample", tolerance=1e-3)
    none = [np.zeros((0, 64), np.float32), np.zeros((0, 6), np.float32)]
    equal(list(np.shape(model(none))), [0, 1], "the shape for no samples")


def test_large_numbers(student):
    """very large inputs give finite answers"""
    x = {"picture": student.random.normal(size=(9, 64)) * 1e6, "facts": student.random.normal(size=(9, 6)) * 1e6}
    expect(np.isfinite(output(student.model("build"), x)).all(), "finite answers for large inputs", "some that are not",
           "Which activation stands where?")
