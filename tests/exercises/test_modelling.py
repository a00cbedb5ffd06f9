"""What checks of models can ask for: objects as arguments, tuples, models of a student's own class."""

from pathlib import Path

import numpy as np
import pytest

from nnlite.exercises import catalog
from nnlite.exercises.checking import Wrong
from nnlite.exercises.game import StudentError
from nnlite.exercises.modelling import gives, output, shape_for_none, takes, weight
from nnlite.exercises.student import Student
from nnlite.exercises.submission import Submission

SOURCE = '''
from nnlite import Input, Model, layers


class Own(Model):
    def __init__(self):
        x = Input((3,), name="x")
        super().__init__(x, {"y": layers.Dense(2)(x)})


class Called(Model):
    def call(self, x):
        return x


def kind(value):
    return type(value).__name__


def own():
    return Own()


def called():
    return Called()


def with_lambda():
    x = Input((3,))
    return Model(x, layers.Lambda(lambda t: t * 2)(x))
'''


@pytest.fixture(scope="module")
def student():
    exercise = catalog.find("05-two-inputs")
    one = Student(Submission(exercise, SOURCE, Path("x.py")), 0, np.random.default_rng(0))
    one.loaded()
    yield one
    one.end()


def test_arguments_arrive_as_what_they_are(student):
    assert student.call("kind", (1, None)) == "tuple"
    assert student.call("kind", [1, None]) == "list"
    assert student.call("kind", student.make("own")) == "Own"


def test_a_class_with_a_graph_is_a_model(student):
    model = student.model("own")
    takes(model, {"x": (3,)})
    gives(model, {"y": (2,)})
    assert shape_for_none(model) == [0, 2]
    kept = student.make("own")
    again = student.as_model(kept.value(), "own")
    x = student.random.normal(size=(4, 3)).astype(np.float32)
    np.testing.assert_allclose(kept.call("predict", x, verbose=0)["y"], output(again, {"x": x}), rtol=1e-5)


def test_what_cannot_be_made_again_is_said(student):
    with pytest.raises(Wrong) as caught:
        student.model("called")
    assert "Model(inputs, outputs)" in caught.value.question
    with pytest.raises(StudentError, match="instead of a Lambda"):
        student.model("with_lambda")


def test_a_weight_is_found_by_its_shape():
    weights = [np.zeros((2, 3)), np.zeros(3), np.zeros(3)]
    assert weight(weights, 2, 3, of="of a layer").shape == (2, 3)
    with pytest.raises(Wrong, match="2 of them"):
        weight(weights, 3, of="biases")
