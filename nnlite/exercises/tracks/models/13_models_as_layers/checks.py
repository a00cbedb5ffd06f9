"""One encoder in two models."""

import numpy as np

from nnlite.exercises.checking import close, equal, expect, points
from nnlite.exercises.modelling import (
    fill,
    is_close,
    one_in_one_out,
    output,
    random_weight,
    relu,
    sigmoid,
    softmax,
    takes,
    weight,
)


def sizes(student):
    """Features, size and classes, so far apart that no two weights have the same shape."""
    return tuple(int(student.random.integers(*between)) for between in ((30, 50), (3, 9), (20, 30)))


def encoded(w, x, middle=relu):
    """What the encoder gives, worked out by hand."""
    return middle(x @ w[0] + w[1]) @ w[2] + w[3]


def encoder_shapes(features, size):
    return [[features, 2 * size], [2 * size], [2 * size, size], [size]]


def test_encoder(student):
    """make_encoder(features, size) returns a model of two Dense layers"""
    features, size, _ = sizes(student)
    model = student.model("make_encoder", features, size)
    one_in_one_out(model, features, size)
    equal([list(w.shape) for w in model.get_weights()], encoder_shapes(features, size),
          "the list of the weights' shapes",
          "How wide is the first Dense layer, and how wide the second?")


def test_encoder_numbers(student):
    """the encoder computes what the drawing says"""
    features, size, _ = sizes(student)
    model = student.model("make_encoder", features, size)
    equal([list(w.shape) for w in model.get_weights()], encoder_shapes(features, size),
          "the list of the weights' shapes")
    w, x = fill(student, model), student.random.normal(size=(7, features))
    y = output(model, {model.input_names[0]: x})
    question = "Which activation has the first layer, and which one the second?"
    if is_close(y, relu(encoded(w, x))):
        question = "The drawing names no activation behind the second layer. Has it one?"
    elif is_close(y, encoded(w, x, lambda z: z)):
        question = "Has the first layer its relu?"
    close(y, encoded(w, x), "the encoder's output", question, tolerance=1e-3)


def user(student, name, features, size, *args):
    """An encoder and a model that should use it, on the student's side, and the model as it came back."""
    encoder = student.make("make_encoder", features, size)
    student.as_model(encoder.value(), "make_encoder")
    model = student.make(name, encoder, *args)
    return encoder, model, student.as_model(model.value(), name)


def test_classifier(student):
    """make_classifier(encoder, classes) adds one Dense layer to the encoder"""
    features, size, classes = sizes(student)
    _, _, model = user(student, "make_classifier", features, size, classes)
    one_in_one_out(model, features, classes)
    own = sum(np.prod(shape) for shape in encoder_shapes(features, size))
    equal(model.count_params(), int(own) + size * classes + classes, "the number of the classifier's parameters",
          "What is in it beside the encoder and one Dense layer?")


def changed(student, encoder, features, size):
    """Give the encoder other weights, on the student's side; the weights."""
    w = [random_weight(student, tuple(shape)) for shape in encoder_shapes(features, size)]
    encoder.call("set_weights", w)
    return [one.astype(np.float64) for one in w]


@points(2)
def test_classifier_follows(student):
    """the classifier uses this encoder: when it changes, so do the answers"""
    features, size, classes = sizes(student)
    encoder, model, _ = user(student, "make_classifier", features, size, classes)
    w = changed(student, encoder, features, size)
    x, last = student.random.normal(size=(8, features)), model.call("get_weights")
    kernel, bias = weight(last, size, classes, of="of the last Dense layer"), weight(last, classes, of="its biases")
    came, logits = model.call("predict", x, verbose=0), encoded(w, x) @ kernel + bias
    question = "Does the classifier call the encoder that it is given, or does it make another one?"
    if is_close(came, logits):
        question = "Which activation makes one choice of several?"
    close(came, softmax(logits), "the classifier's answer after the encoder changed", question, tolerance=1e-3)


def test_comparer(student):
    """make_comparer(encoder) goes from left and right to one number"""
    features, size, _ = sizes(student)
    _, _, model = user(student, "make_comparer", features, size)
    takes(model, {"left": (features,), "right": (features,)}, "What are the Inputs called, and how wide are they?")
    equal([list(t.shape) for t in model.outputs], [[None, 1]], "the list of the outputs' shapes",
          "How many numbers are the answer?")
    own = int(sum(np.prod(shape) for shape in encoder_shapes(features, size)))
    question = "What is in it beside the encoder and one Dense layer?"
    if model.count_params() == 2 * own + 2 * size + 1:
        question = "These are two encoders. How do you call one twice?"
    equal(model.count_params(), own + 2 * size + 1, "the number of the comparer's parameters", question)


@points(2)
def test_comparer_follows(student):
    """the comparer uses this encoder for both sides"""
    features, size, _ = sizes(student)
    encoder, model, rebuilt = user(student, "make_comparer", features, size)
    takes(rebuilt, {"left": (features,), "right": (features,)})
    w, last = changed(student, encoder, features, size), model.call("get_weights")
    x = {name: student.random.normal(size=(8, features)).astype(np.float32) for name in ("left", "right")}
    c, d = weight(last, 2 * size, 1, of="of the last Dense layer"), weight(last, 1, of="its bias")
    came = model.call("predict", [x[name] for name in rebuilt.input_names], verbose=0)
    pair = [encoded(w, x["left"]), encoded(w, x["right"])]
    logits = [np.concatenate(sides, axis=1) @ c + d for sides in (pair, pair[::-1])]   # joined in either order
    question = "Does the comparer call the encoder that it is given, on both inputs?"
    if any(is_close(came, one) for one in logits):
        question = "Which activation makes the last number a probability?"
    right = [sigmoid(one) for one in logits]
    expect(any(is_close(came, one) for one in right),
           f"about {right[0][0, 0]:.4g} for the first pair after the encoder changed",
           f"{np.ravel(came)[0]:.4g}", question)
