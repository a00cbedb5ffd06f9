"""One step down the slope, and a ball that rolls down it."""

import numpy as np

from nnlite.exercises.checking import close, expect, points


def arrays(student, count):
    """Lists of two arrays, like a layer's weights and biases, of random sizes that are the same in every list."""
    inputs, units = (int(n) for n in student.random.permutation(np.arange(2, 7))[:2])
    return [[student.random.normal(size=(inputs, units)), student.random.normal(size=units)] for _ in range(count)]


def rates(student):
    """A learning rate and a momentum."""
    return round(float(student.random.uniform(0.05, 0.3)), 3), round(float(student.random.uniform(0.5, 0.9)), 3)


def listed(came, length, what, question):
    """A list that came back."""
    expect(isinstance(came, list) and len(came) == length, f"{what}: a list of {length}", came, question)
    return came


def step(student, values, gradients, velocities, rate, momentum):
    """The two lists that sgd_momentum returns."""
    came = listed(student.call("sgd_momentum", values, gradients, velocities, rate, momentum), 2,
                  "the new values and the new velocities", "Does it end with `return values, velocities`?")
    return [listed(one, len(gradients), what, "Is there one array for each that came in?")
            for one, what in zip(came, ("the new values", "the new velocities"), strict=True)]


def test_plain(student):
    """sgd takes one step against the gradient"""
    values, gradients = arrays(student, 2)
    rate, _ = rates(student)
    came = listed(student.call("sgd", values, gradients, rate), 2, "the new values",
                  "Is there one array for each value?")
    for k, (value, gradient) in enumerate(zip(values, gradients, strict=True)):
        up = isinstance(came[k], np.ndarray) and np.allclose(came[k], value + rate * gradient, atol=1e-3)
        close(came[k], [v - rate * g for v, g in zip(value, gradient, strict=True)], f"the new values[{k}]",
              "This step goes up: does the loss grow or fall along the gradient?" if up
              else "Is the gradient of the same array times the learning rate subtracted?")


@points(2)
def test_first_step(student):
    """the first step with momentum is a plain one"""
    values, gradients = arrays(student, 2)
    rate, momentum = rates(student)
    new, velocities = step(student, values, gradients, [v * 0 for v in values], rate, momentum)
    for k in range(2):
        close(velocities[k], -rate * gradients[k], f"the new velocities[{k}], which were 0",
              "momentum · 0 is 0. What is left of the formula, with which sign?")
        close(new[k], values[k] - rate * gradients[k], f"the new values[{k}]",
              "Does the value move by the new velocity, or still by the old one?")


@points(3)
def test_rolling(student):
    """four steps with momentum, each from where the last one ended"""
    values, = arrays(student, 1)
    velocities, expected, speeds = [v * 0 for v in values], [v.copy() for v in values], [v * 0 for v in values]
    rate, momentum = rates(student)
    for number in range(1, 5):
        gradients = [student.random.normal(size=v.shape) for v in values]
        values, velocities = step(student, values, gradients, velocities, rate, momentum)
        for k in range(2):
            speeds[k] = momentum * speeds[k] - rate * gradients[k]
            expected[k] = expected[k] + speeds[k]
            close(velocities[k], speeds[k], f"velocities[{k}] after step {number}",
                  "Is momentum a factor of the old velocity, and of nothing else?")
            close(values[k], expected[k], f"values[{k}] after step {number}", "Is the whole new velocity added once?")


@points(2)
def test_arguments_stay(student):
    """the arrays that come in are not changed"""
    values, gradients = arrays(student, 2)
    kept = student.make("sgd", values, [v * 0 for v in values], 0.0)   # the same values, on the other side
    listed(student.call("sgd", {"kept": kept.number}, gradients, 0.1), 2, "the new values",
           "Is there one array for each value?")
    step(student, {"kept": kept.number}, gradients, {"kept": kept.number}, 0.1, 0.9)
    for k in range(2):
        close(kept.call("__getitem__", k), values[k], f"the old values[{k}] after a step",
              "Does a line with -= or += change the array that came in?")
