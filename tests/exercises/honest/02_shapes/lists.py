# exercise: 02-shapes
import numpy as np


def after_dense(shape, units):
    new = list(shape)
    new[-1] = units
    return new


def after_flatten(shape):
    batch, *rest = shape
    return [batch, np.prod(rest)]


def after_concatenate(first, second):
    new = list(first)
    new[-1] += second[-1]
    return new


SHAPES = {
    "Flatten": [None, 784],
    "Dense 32": [None, 32],
    "Reshape": [None, 4, 8],
    "Dense 5": [None, 4, 5],
    "GlobalAveragePooling1D": [None, 5],
    "Concatenate": [None, 8],
    "Dense 1": [None, 1],
}
