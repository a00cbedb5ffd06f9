"""Weights and biases, counted."""

import numpy as np

from nnlite.exercises.checking import equal, expect, points


def number(came):
    """A number, also where NumPy made it."""
    return came.item() if isinstance(came, np.ndarray) and came.shape == () else came


def dense(inputs, units):
    return inputs * units + units


def why(came, inputs, units):
    """A question about the mistake that gives this count."""
    if came == inputs * units:
        return "These are the weights. What does each unit add to its sum?"
    if came == inputs * units + inputs:
        return "Does a bias belong to an input or to a unit?"
    if came == inputs * units + 1:
        return "Do all units share one bias?"
    return "Draw 3 inputs and 2 units: how many arrows are there, and what else does each unit learn?"


def test_dense(student):
    """dense_parameters counts weights and biases"""
    inputs, units = (int(n) for n in student.random.choice(np.arange(3, 100), 2, replace=False))
    came = number(student.call("dense_parameters", inputs, units))
    equal(came, dense(inputs, units), f"dense_parameters({inputs}, {units})", why(came, inputs, units))


def test_dense_of_one(student):
    """it holds for one input, and for one unit"""
    n = int(student.random.integers(5, 50))
    for inputs, units in ((1, n), (n, 1), (1, 1)):
        came = number(student.call("dense_parameters", inputs, units))
        equal(came, dense(inputs, units), f"dense_parameters({inputs}, {units})", why(came, inputs, units))


def stack(student, length):
    """Ask for a stack of so many layers."""
    widths = [int(n) for n in student.random.integers(2, 99, length + 1)]
    pairs = list(zip(widths[:-1], widths[1:], strict=True))
    came = number(student.call("stack_parameters", widths))
    question = "Which pairs of neighbours are in the list, and is every pair counted once?"
    if came == sum(a * b for a, b in pairs):
        question = "These are the weights of all layers. Who counts their biases?"
    elif came == sum(dense(a, b) for a, b in pairs) + widths[0]:
        question = "Does the first number in the list belong to a layer that learns, or to the input?"
    equal(came, sum(dense(a, b) for a, b in pairs), f"stack_parameters({widths})", question)


@points(2)
def test_stack(student):
    """stack_parameters adds up three layers"""
    stack(student, 3)


def test_any_stack(student):
    """it works for a stack of any height"""
    for length in (1, 2, 7):
        stack(student, length)


@points(2)
def test_table(student):
    """TABLE_TOTAL is the number of parameters in the table"""
    came = number(student.get("TABLE_TOTAL"))
    question = "Which rows learn something? Count each Dense: what it reads, times its units, plus its units."
    if came == 100 * 24 + 12 * 6 + 30 * 16 + 16 * 3:
        question = "These are the weights of the four Dense layers. What is missing?"
    elif came in (3049 - 6 * 16, 3049 - 24 * 16):
        question = "How many numbers does hidden read: those of one branch, or of both?"
    total = dense(100, 24) + dense(12, 6) + dense(30, 16) + dense(16, 3)
    expect(came == total, "the sum of the table's parameters in TABLE_TOTAL", came, question)
