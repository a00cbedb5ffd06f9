"""The builds of the kernels that can run here, and rows of targets and predictions to run the losses' kernels on."""

import math

import numpy as np
import pytest

from nnlite import _dispatch


def builds():
    """Every build that was compiled and can run here, and the twins."""
    for build in _dispatch.available():
        try:
            yield pytest.param(_dispatch.load(build), id=build)
        except ModuleNotFoundError:  # it was not compiled; one that was compiled must load
            continue


BUILDS = list(builds())
COMPILED = [build for build in BUILDS if build.id != "reference"]
REFERENCE = _dispatch.load("reference")


def arguments(form, shape, dtype):
    """Arrays for the letters of a form; what is read is read-only.

    t targets, p probabilities, z logits, l labels, a one number a class, d dloss, v values, w weights, n nothing,
    y one number, s a state; P, L, Y, V and S are written.
    """
    rng = np.random.default_rng(len(form) + math.prod(shape))
    rows, classes = shape[:-1], shape[-1]
    arrays = []
    for letter in form:
        if letter == "n":
            arrays.append(None)
            continue
        size = {"s": 2, "y": 1, "a": classes}.get(letter.lower(), shape if letter in "tpzP" else rows)
        array = np.asarray(rng.normal(size=size), dtype)
        if letter == "t":
            array = np.round(np.abs(array)).astype(dtype) / 2  # zeros and ties, rows that do not sum to 1
        elif letter == "p":
            array = np.asarray(rng.uniform(0.001, 0.999, shape), dtype)
        elif letter == "l":
            array = rng.integers(0, max(classes, 1), rows)
        elif letter == "S":
            array = np.array([2.5, 4.0])
        array.flags.writeable = letter.isupper()
        arrays.append(array)
    return arrays


def run(kernels, name, arrays, numbers):
    """The arrays that a kernel wrote."""
    step = getattr(kernels, name)(*arrays, *numbers)
    step()
    return [array for array, letter in zip(step.arrays, step.access, strict=True) if letter.isupper()]
