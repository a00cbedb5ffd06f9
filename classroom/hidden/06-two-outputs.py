"""What two heads do in training."""

import numpy as np

from nnlite.exercises.checking import equal, expect


def test_it_learns(student):
    """fit with targets by name moves the trunk and both heads"""
    model = student.make("build")
    before = model.call("get_weights")
    x = student.random.normal(size=(40, 20)).astype(np.float32)
    targets = {"age": student.random.integers(18, 70, (40, 1)).astype(np.float32),
               "work": np.eye(5, dtype=np.float32)[student.random.integers(0, 5, 40)]}
    model.call("fit", x, targets, epochs=2, batch_size=8, verbose=0)
    moved = [float(np.abs(a - b).max()) > 0 for a, b in zip(before, model.call("get_weights"), strict=True)]
    expect(all(moved), "every weight moves in training", f"{moved.count(False)} of {len(moved)} stay",
           "Which head has no loss?")


def test_parameters(student):
    """there is nothing beside the drawing"""
    equal(student.model("build").count_params(), 20 * 32 + 32 + 33 + 165, "the number of parameters",
          "Has each head a trunk of its own?")
