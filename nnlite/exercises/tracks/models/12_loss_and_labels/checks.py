"""Four models whose answers, losses and labels fit."""

import numpy as np

from nnlite.exercises.checking import close, equal, expect, points
from nnlite.exercises.modelling import random_weight, sigmoid, softmax


def asked(student, name, inputs, units, labels):
    """The sums before the activation, the answer, and what asks for the loss, of a model with known weights."""
    student.model(name)
    model = student.make(name)
    shapes = [list(w.shape) for w in model.call("get_weights")]
    equal(shapes, [[inputs, units], [units]], f"the list of the weights' shapes of {name}()",
          "Which layers has the model in the text?")
    w = [2 * random_weight(student, (inputs, units)), random_weight(student, (units,))]
    model.call("set_weights", w)
    x = student.random.normal(size=(len(labels), inputs)).astype(np.float32)
    logits = x.astype(np.float64) @ w[0] + w[1]
    answer = np.asarray(model.call("predict", x, verbose=0), dtype=np.float64)

    def loss():
        came = model.call("evaluate", x, labels, verbose=0, return_dict=True)
        expect(isinstance(came, dict) and "loss" in came, f"evaluate tells the loss of {name}()", came)
        return came["loss"]

    return logits, answer, loss


def of_one_class(student, name, inputs, units, labels, rows, question):
    """Check a model whose answer is one class of several."""
    logits, answer, loss = asked(student, name, inputs, units, labels)
    asks = "Exactly one class is right. Which activation makes rows that sum to 1?"
    close(answer, softmax(logits), f"the answer of {name}()", asks, tolerance=1e-3)
    close(loss(), -np.log((softmax(logits) * rows).sum(axis=1)).mean(), f"the loss of {name}()", question,
          tolerance=1e-3)


def binary(p, labels):
    """The mean of the crossentropy of yes-or-no questions."""
    return -(labels * np.log(p) + (1 - labels) * np.log(1 - p)).mean()


@points(2)
def test_digits(student):
    """digits: labels are numbers of classes"""
    labels = student.random.integers(0, 10, 12)
    of_one_class(student, "digits", 64, 10, labels, np.eye(10)[labels],
                 "Which crossentropy takes the number of a class, and looks at the probability of that class only?")


@points(2)
def test_species(student):
    """species: labels are rows with one 1"""
    rows = np.eye(3)[student.random.integers(0, 3, 12)]
    of_one_class(student, "species", 4, 3, rows.astype(np.float32), rows,
                 "Which crossentropy takes rows with a single 1, and looks at the probability of that class only?")


def test_spam_answers(student):
    """spam: the answer depends on the mail"""
    labels = student.random.integers(0, 2, (12, 1)).astype(np.float32)
    logits, answer, _ = asked(student, "spam", 20, 1, labels)
    question = "Which activation makes a probability of one number?"
    if answer.shape == (12, 1) and np.allclose(answer, 1):
        question = "Softmax divides by the sum of its row. What comes out if the row is a single number?"
    close(answer, sigmoid(logits), "the answer of spam()", question, tolerance=1e-3)


def test_spam_loss(student):
    """spam: the loss counts both kinds of mistakes"""
    labels = np.array([[0.0], [1.0]] * 6, dtype=np.float32)
    logits, answer, loss = asked(student, "spam", 20, 1, labels)
    close(answer, sigmoid(logits), "the answer of spam()", "Which activation makes a probability of one number?",
          tolerance=1e-3)
    close(loss(), binary(sigmoid(logits), labels), "the loss of spam()",
          "Which crossentropy asks one question, yes or no?", tolerance=1e-3)


def test_tags_answers(student):
    """tags: each tag has a probability of its own"""
    labels = student.random.integers(0, 2, (12, 6)).astype(np.float32)
    logits, answer, _ = asked(student, "tags", 30, 6, labels)
    question = "Which activation looks at each number alone?"
    if answer.shape == (12, 6) and np.allclose(answer.sum(axis=1), 1, atol=1e-3):
        question = "These six sum to 1: one tag takes from the others. Which activation looks at each number alone?"
    close(answer, sigmoid(logits), "the answer of tags()", question, tolerance=1e-3)


@points(2)
def test_tags_loss(student):
    """tags: the loss asks six questions, yes or no"""
    labels = student.random.integers(0, 2, (12, 6)).astype(np.float32)
    labels[0] = 0   # no tag fits at all
    logits, answer, loss = asked(student, "tags", 30, 6, labels)
    close(answer, sigmoid(logits), "the answer of tags()", "Which activation looks at each number alone?",
          tolerance=1e-3)
    close(loss(), binary(sigmoid(logits), labels), "the loss of tags()",
          "Which crossentropy also counts the tags that do not fit?", tolerance=1e-3)
