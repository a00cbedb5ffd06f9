# exercise: 02-shapes
import math


def after_dense(shape, units):
    return shape[:-1] + (units,)


def after_flatten(shape):
    return shape[:1] + (math.prod(shape[1:]),)


def after_concatenate(first, second):
    return first[:-1] + (first[-1] + second[-1],)


SHAPES = {
    "picture": (None, 28, 28), "facts": (None, 3), "Flatten": (None, 28 * 28), "Dense 32": (None, 32),
    "Reshape": (None, 4, 8), "Dense 5": (None, 4, 5), "GlobalAveragePooling1D": (None, 5), "Concatenate": (None, 8),
    "Dense 1": (None, 1),
}
