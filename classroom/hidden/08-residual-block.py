"""Many blocks, small blocks."""

import numpy as np

from nnlite.exercises.checking import close, equal
from nnlite.exercises.modelling import output, shape_for_none


def test_deep(student):
    """thirty blocks with weights of zero still pass on what is positive"""
    model = student.model("build", 6, 3, 30)
    model.set_weights([np.zeros(np.shape(w)) for w in model.get_weights()])
    x = np.abs(student.random.normal(size=(4, 6)))
    close(output(model, {model.input_names[0]: x}), x, "the output of thirty blocks", "What does each shortcut add?")


def test_square(student):
    """as many units as features is fine, and so is one of each"""
    for size in (1, 7):
        equal(student.model("build", size, size).count_params(), 2 * size * size + 2 * size,
              f"the number of parameters for {size} features and {size} units", "Does your code compare the two sizes?")


def test_no_samples(student):
    """a batch of no samples gives no rows"""
    equal(shape_for_none(student.model("build", 5, 4)), [0, 5], "the shape for no samples")
