"""Sines, their relatives and their inverses, of angles in radians. (tanh is an activation: `activations.py`.)

Each line of the table is a rule: y, then dx.
"""

import math

import numpy as np

from nnlite.ops import expressions as f
from nnlite.ops.elementwise import Elementwise, in_float_type
from nnlite.ops.op import operation

RULES = {
    # name: (y, dx)
    "sin": (np.sin, lambda x, y, dy: dy * f.cos(x)),
    "cos": (np.cos, lambda x, y, dy: -(dy * f.sin(x))),
    "tan": (np.tan, lambda x, y, dy: dy * (y * y + 1)),
    "arcsin": (np.arcsin, lambda x, y, dy: dy / f.sqrt(1 - x * x)),
    "arccos": (np.arccos, lambda x, y, dy: -dy / f.sqrt(1 - x * x)),
    "arctan": (np.arctan, lambda x, y, dy: dy / (x * x + 1)),
    "sinh": (np.sinh, lambda x, y, dy: dy * f.cosh(x)),
    "cosh": (np.cosh, lambda x, y, dy: dy * f.sinh(x)),
    "arcsinh": (np.arcsinh, lambda x, y, dy: dy / f.sqrt(x * x + 1)),
    "arccosh": (np.arccosh, lambda x, y, dy: dy / f.sqrt((x - 1) * (x + 1))),
    "deg2rad": (np.deg2rad, lambda x, y, dy: dy * (math.pi / 180)),
    "rad2deg": (np.rad2deg, lambda x, y, dy: dy * (180 / math.pi)),
    "arctanh": (np.arctanh, lambda x, y, dy: dy / (1 - x * x)),
}


def of_angle(name, x):
    """A function of the table; whole numbers become floats."""
    return Elementwise(name, RULES[name])(*in_float_type(x))


@operation
def sin(x):
    """The sine of an angle"""
    return of_angle("sin", x)


@operation
def cos(x):
    """The cosine of an angle"""
    return of_angle("cos", x)


@operation
def tan(x):
    """sin x / cos x"""
    return of_angle("tan", x)


@operation
def arcsin(x):
    """The angle between -π/2 and π/2 whose sine is x"""
    return of_angle("arcsin", x)


@operation
def arccos(x):
    """The angle between 0 and π whose cosine is x"""
    return of_angle("arccos", x)


@operation
def arctan(x):
    """The angle between -π/2 and π/2 whose tangent is x"""
    return of_angle("arctan", x)


@operation
def sinh(x):
    """(eˣ - e⁻ˣ) / 2"""
    return of_angle("sinh", x)


@operation
def cosh(x):
    """(eˣ + e⁻ˣ) / 2"""
    return of_angle("cosh", x)


@operation
def arcsinh(x):
    """The number whose sinh is x"""
    return of_angle("arcsinh", x)


@operation
def arccosh(x):
    """The number, 0 or more, whose cosh is x"""
    return of_angle("arccosh", x)


@operation
def arctanh(x):
    """The number whose tanh is x"""
    return of_angle("arctanh", x)


@operation
def deg2rad(x):
    """Degrees in radians"""
    return of_angle("deg2rad", x)


@operation
def rad2deg(x):
    """Radians in degrees"""
    return of_angle("rad2deg", x)
