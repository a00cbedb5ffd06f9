"""Central differences, and how far two gradients are apart."""

import math

import numpy as np

from nnlite.exercises.checking import close, points, shaped


def drawn(student, shape):
    """An example on the student's side, and its numbers: x, a and b."""
    x, a, b = (student.random.normal(size=shape) for _ in range(3))
    f = student.make("example", a, b)
    close(f.call("", x), np.sum(a * np.sin(x)) + np.sum(b * x) ** 2, "f(x) of example(a, b)",
          "Is `example` still as it was in the file you began with?")
    return f, x, a, b


def central(x, a, b, epsilon):
    """What central differences give for an example, whatever epsilon is: worked out on paper."""
    return a * np.cos(x) * math.sin(epsilon) / epsilon + 2 * b * np.sum(b * x)


def one_sided(x, a, b, epsilon):
    """What differences to one side give."""
    return a * (np.sin(x + epsilon) - np.sin(x)) / epsilon + 2 * b * np.sum(b * x) + b ** 2 * epsilon


def numerical(student, f, x, *epsilon):
    """What numerical_gradient gives for a function that is kept on the student's side."""
    return student.call("numerical_gradient", {"kept": f.number}, x, *epsilon)


def test_gradient(student):
    """the numerical gradient of a function of five numbers is right"""
    f, x, a, b = drawn(student, 5)
    came = shaped(numerical(student, f, x), (5,), "numerical_gradient(f, x)",
                  "Is there one number for each number in x?")
    right = a * np.cos(x) + 2 * b * np.sum(b * x)
    close(came, right, "numerical_gradient(f, x)", asked(came, right), 1e-3)


def asked(came, right):
    """A question that fits what went wrong."""
    if np.allclose(came, right * 2, rtol=1e-3, atol=1e-3):
        return "From one side to the other it is two steps. By what do you divide?"
    if np.allclose(came, -right, rtol=1e-3, atol=1e-3):
        return "Which of the two is subtracted: f above, or f below?"
    if np.allclose(came, right.sum(), rtol=1e-3, atol=1e-3):
        return "Do you move all numbers at once? The gradient asks for each by itself."
    return "Is one number moved at a time, and is it put back before the next one moves?"


@points(2)
def test_central(student):
    """the differences are central ones, with the epsilon that is asked for"""
    f, x, a, b = drawn(student, 4)
    epsilon = round(float(student.random.uniform(0.3, 0.9)), 2)
    came, right = numerical(student, f, x, epsilon), central(x, a, b, epsilon)
    question = "Is the epsilon from the arguments used, above x and below it?"
    if isinstance(came, np.ndarray) and came.shape == x.shape:
        if any(np.allclose(came, one_sided(x, a, b, e), atol=1e-3) for e in (epsilon, -epsilon)):
            question = "This is the one-sided difference. What if you go as far down as up?"
        elif np.allclose(came, central(x, a, b, 1e-5), atol=1e-3):
            question = "This is what a tiny epsilon gives. Do you use the one in the arguments, or one of your own?"
        elif np.isclose(came[0], right[0], atol=1e-3):
            question = "The first number is right, a later one is not. Is each put back before the next one moves?"
    close(came, right, f"numerical_gradient(f, x, {epsilon})", question)


def test_shapes(student):
    """x can have more than one axis"""
    for shape in ((2, 3), (2, 1, 4)):
        f, x, a, b = drawn(student, shape)
        close(numerical(student, f, x), central(x, a, b, 1e-5), f"numerical_gradient(f, x) for the shape {shape}",
              "x[i] is a whole row when x has two axes. How does one reach each single number?", 1e-3)


def test_whole_numbers(student):
    """x can hold whole numbers"""
    f, _, a, b = drawn(student, 3)
    x = student.random.integers(-3, 4, size=3)
    close(numerical(student, f, x), central(x, a, b, 1e-5), f"numerical_gradient(f, x) at x = {x.tolist()}",
          "What becomes of 2.00001 in an array of whole numbers?", 1e-3)


@points(2)
def test_error(student):
    """relative_error is ‖a - n‖ / (‖a‖ + ‖n‖), for large and for tiny gradients"""
    shape = tuple(int(n) for n in student.random.integers(2, 5, 2))
    for size in (1.0, 1e6, 1e-6):
        a = student.random.normal(size=shape) * size
        n = a + student.random.normal(size=shape) * size * 0.1
        root = [math.sqrt(math.fsum(value ** 2 for value in one.ravel().tolist())) for one in (a - n, a, n)]
        close(student.call("relative_error", a, n), root[0] / (root[1] + root[2]),
              f"relative_error of gradients of about {size:g}",
              "Is ‖·‖ the root of the sum of all squares, and does the size of both stand below the line?")
    close(student.call("relative_error", np.zeros(3), np.zeros(3)), 0.0, "relative_error of zeros and zeros",
          "What is 0 / 0? Which answer did the text give for it?")


@points(2)
def test_stays(student):
    """x is afterwards what it was before"""
    f, x, _, _ = drawn(student, 4)
    kept = student.make("numerical_gradient", {"kept": f.number}, x)    # some array, on the other side
    before = kept.call("copy")
    shaped(before, (4,), "numerical_gradient(f, x)")
    numerical(student, f, {"kept": kept.number}, 0.25)
    close(kept.call("copy"), before, "x after numerical_gradient(f, x, 0.25)",
          "Do you move the numbers of x itself? Are they put back, or do you work on a copy?")
