"""One encoder, really one."""

import numpy as np

from nnlite.exercises.checking import equal, expect
from nnlite.exercises.modelling import shape_for_none


def test_training_one_moves_both(student):
    """training the classifier changes what the comparer says"""
    encoder = student.make("make_encoder", 12, 5)
    classifier, comparer = student.make("make_classifier", encoder, 3), student.make("make_comparer", encoder)
    x = student.random.normal(size=(24, 12)).astype(np.float32)
    before = np.asarray(comparer.call("predict", [x, x[::-1]], verbose=0))
    classifier.call("compile", "rmsprop", loss="sparse_categorical_crossentropy")
    classifier.call("fit", x, student.random.integers(0, 3, 24), epochs=3, verbose=0)
    after = np.asarray(comparer.call("predict", [x, x[::-1]], verbose=0))
    expect(np.abs(after - before).max() > 1e-7, "other answers of the comparer after the classifier was trained",
           "the same ones", "Do both call the same encoder?")


def test_encoder_alone(student):
    """the encoder is no larger after it was used, and takes no samples too"""
    encoder = student.make("make_encoder", 9, 2)
    student.make("make_classifier", encoder, 3)
    student.make("make_comparer", encoder)
    model = student.as_model(encoder.value(), "make_encoder")
    equal(model.count_params(), 9 * 4 + 4 + 4 * 2 + 2, "the number of the encoder's parameters after it was used")
    equal(shape_for_none(model), [0, 2], "the shape for no samples")
