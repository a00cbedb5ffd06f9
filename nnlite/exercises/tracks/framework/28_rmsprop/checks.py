"""gradient / √(v + epsilon), with a memory."""

import math

import numpy as np

from nnlite.exercises.checking import close, expect, points


def sizes(student):
    """Shapes like those of a layer's weights and biases."""
    inputs, units = (int(n) for n in student.random.permutation(np.arange(2, 7))[:2])
    return [(inputs, units), (units,)]


def arrays(student, shapes):
    """Random arrays of some shapes, nothing in them near 0: where epsilon stands does not show here."""
    drawn = [student.random.normal(size=shape) for shape in shapes]
    return [one + np.sign(one) * 0.5 for one in drawn]


def settings(student):
    """A learning rate, rho and epsilon."""
    return {"learning_rate": round(float(student.random.uniform(0.05, 0.3)), 3),
            "rho": round(float(student.random.uniform(0.6, 0.95)), 3), "epsilon": 1e-7}


def step(optimizer, values, gradients):
    """The list of new arrays that a step returns."""
    came = optimizer.call("step", values, gradients)
    expect(isinstance(came, list) and len(came) == len(values), f"step returns a list of {len(values)} new arrays",
           came, "Is there one array for each value?")
    return came


def moved(value, gradients, learning_rate, rho, epsilon):
    """Where one number goes, gradient after gradient, with Python's own numbers."""
    v = 0.0
    for gradient in gradients:
        v = rho * v + (1 - rho) * gradient ** 2
        value -= learning_rate * gradient / math.sqrt(v + epsilon)
    return value


all_moved = np.vectorize(moved, signature="(),(n),(),(),()->()")


def test_shapes(student):
    """step returns a new array for each value"""
    shapes = sizes(student)
    came = step(student.make("RMSprop"), arrays(student, shapes), arrays(student, shapes))
    for k, shape in enumerate(shapes):
        expect(isinstance(came[k], np.ndarray) and came[k].shape == shape, f"the new values[{k}] of shape {shape}",
               came[k], "Does every array have a v of its own shape?")


@points(2)
def test_first_step(student):
    """the first step"""
    shapes, options = sizes(student), settings(student)
    values, gradients = arrays(student, shapes), arrays(student, shapes)
    came = step(student.make("RMSprop", **options), values, gradients)
    for k in range(2):
        close(came[k], all_moved(values[k], gradients[k][..., None], **options), f"the new values[{k}]",
              asked(came[k], values[k], gradients[k], **options))


def asked(came, value, gradient, learning_rate, rho, epsilon):
    """A question that fits what went wrong in the first step."""
    for divisor, question in ((np.sqrt(epsilon), "v is still 0 here. Is it brought up to date before it is used?"),
                              (np.sqrt(rho * gradient ** 2), "Which part of v is new: rho, or 1 - rho?"),
                              (np.abs(gradient), "Is the new square multiplied by 1 - rho?"),
                              ((1 - rho) * gradient ** 2, "Where is the root of v?"),
                              (-np.sqrt((1 - rho) * gradient ** 2), "This step goes up. Which sign has it?")):
        if isinstance(came, np.ndarray) and np.allclose(came, value - learning_rate * gradient / divisor, rtol=1e-2):
            return question
    return "With v = 0 at first, which v does the formula give, and what is the gradient divided by?"


@points(3)
def test_memory(student):
    """five steps: v remembers, for each array by itself"""
    shapes, options = sizes(student), settings(student)
    start = values = arrays(student, shapes)
    optimizer, history = student.make("RMSprop", **options), []
    for number in range(1, 6):
        history.append([one * student.random.choice([1.0, 3.0, 10.0]) for one in arrays(student, shapes)])
        values = step(optimizer, values, history[-1])
        for k in range(2):
            past = np.stack([gradients[k] for gradients in history], axis=-1)
            close(values[k], all_moved(start[k], past, **options), f"values[{k}] after step {number}",
                  "Is v kept in self from one step to the next, one array of it for each value?")


@points(2)
def test_epsilon(student):
    """epsilon stands inside the root"""
    options = settings(student) | {"epsilon": 1e-4}
    value, gradient = student.random.normal(size=4), student.random.choice([-1e-3, 1e-3, 3e-3], size=4)
    came, = step(student.make("RMSprop", **options), [value], [gradient])
    close(came, all_moved(value, gradient[:, None], **options), "the new value for tiny gradients and epsilon=1e-4",
          "√v + 0.0001 is not √(v + 0.0001). Where does Keras add it?")


@points(2)
def test_no_gradient(student):
    """a gradient of 0 moves nothing, and the defaults are 0.001, 0.9 and 1e-7"""
    value, gradient = student.random.normal(size=6), np.array([0.0, 0.0, 1e-4, -1e-4, 2.0, -40.0])
    came, = step(student.make("RMSprop", epsilon=1e-7), [value], [gradient])
    close(came[:2], value[:2], "a value without a gradient", "What is 0 / √(0 + epsilon)?")
    came, = step(student.make("RMSprop"), [value * 0], [gradient])
    close(came * 1000, all_moved(value * 0, gradient[:, None], 0.001, 0.9, 1e-7) * 1000, "1,000 times the first step",
          "Which learning rate, rho and epsilon does RMSprop() take?")
