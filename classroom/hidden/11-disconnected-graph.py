"""What a repaired graph does."""

import numpy as np

from nnlite.exercises.checking import close, equal
from nnlite.exercises.modelling import output, shape_for_none


def test_probabilities(student):
    """five topics sum to one, whatever comes in"""
    x = {"words": student.random.normal(size=(20, 30)) * 1000, "day": student.random.normal(size=(20, 7)) * 1000}
    close(output(student.model("build"), x).sum(axis=1), np.ones(20), "the sum of the five topics",
          "Has the last layer kept its softmax?", tolerance=1e-3)


def test_no_samples(student):
    """a batch of no samples gives no topics"""
    model = student.model("build")
    equal(shape_for_none(model), [0, 5], "the shape for no samples")
