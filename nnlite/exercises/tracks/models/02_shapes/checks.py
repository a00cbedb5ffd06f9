"""Shapes, step by step."""

import math

import numpy as np

from nnlite.exercises.checking import described, expect, points

STEPS = {"Flatten": [None, 784], "Dense 32": [None, 32], "Reshape": [None, 4, 8], "Dense 5": [None, 4, 5],
         "GlobalAveragePooling1D": [None, 5], "Concatenate": [None, 8], "Dense 1": [None, 1]}
QUESTIONS = {
    "Flatten": "How many dots has a picture of 28 rows with 28 dots each?",
    "Dense 32": "How many numbers does a Dense layer with 32 units give for each sample?",
    "Reshape": "Reshape gets a shape without the batch. What stands before it?",
    "Dense 5": "Dense works on the last axis only. What happens to the 4 rows?",
    "GlobalAveragePooling1D": "It takes the mean over the 4 rows. What is left of each sample?",
    "Concatenate": "5 numbers from one side, 3 from the other: how many stand side by side?",
    "Dense 1": "How many numbers are the answer for one sample?",
}


def same_shape(came, expected, what, question):
    """A shape is right; as a list, a tuple, or with numbers of NumPy."""
    if isinstance(came, np.ndarray) and came.ndim == 1:
        came = came.tolist()
    if isinstance(came, list):
        came = [n.item() if isinstance(n, np.ndarray) and n.ndim == 0 else n for n in came]
    same = isinstance(came, list) and came == list(expected) and not any(isinstance(n, bool) for n in came)
    shown = str(tuple(came)) if isinstance(came, list) else described(came)
    expect(same, f"{what} is {tuple(expected)}", shown, question)


def sizes(student, number):
    return tuple(int(n) for n in student.random.choice(np.arange(2, 40), number, replace=False))


def test_dense(student):
    """after_dense: a batch of rows"""
    features, units = sizes(student, 2)
    same_shape(student.call("after_dense", (None, features), units), [None, units],
               f"after_dense((None, {features}), {units})", "How many numbers does a layer of so many units give?")


@points(2)
def test_dense_with_more_axes(student):
    """after_dense: only the last axis changes"""
    for number in (3, 4):
        shape, units = (None, *sizes(student, number - 1)), 50
        same_shape(student.call("after_dense", shape, units), [*shape[:-1], units],
                   f"after_dense({shape}, {units})", "Which axes does Dense leave alone?")


def test_flatten(student):
    """after_flatten: everything but the batch becomes one axis"""
    for number in (1, 2, 3):
        shape = (None, *sizes(student, number))
        same_shape(student.call("after_flatten", shape), [None, math.prod(shape[1:])],
                   f"after_flatten({shape})", "Which axes does Flatten multiply, and which one stays?")


def test_concatenate(student):
    """after_concatenate: the last axes stand side by side"""
    for number in (0, 1):
        *between, left, right = sizes(student, number + 2)
        same_shape(student.call("after_concatenate", (None, *between, left), (None, *between, right)),
                   [None, *between, left + right],
                   f"after_concatenate({(None, *between, left)}, {(None, *between, right)})",
                   "Which axis grows, and which ones are the same on both sides?")


def table(student, steps):
    came = student.get("SHAPES")
    expect(isinstance(came, dict), "SHAPES is a dict with a shape for each step", came,
           "Is it still the dict of the text?")
    for step in steps:
        expect(step in came, f"SHAPES says what comes out of {step!r}", f"it has {list(came)}", "Was a name changed?")
        same_shape(came[step], STEPS[step], f"the shape after {step}", QUESTIONS[step])


def test_table_begins(student):
    """SHAPES: the first three steps"""
    table(student, list(STEPS)[:3])


@points(2)
def test_table_ends(student):
    """SHAPES: the other four steps"""
    table(student, list(STEPS)[3:])
