"""Results arrive in the arrays that were given."""

import numpy as np

from nnlite.exercises.checking import close, expect, points

LARGE = 200_000     # numbers, 1.6 MB
SPARE = 0.75        # of one array: a mask and some small things are no new array


def arrays(student, number, shape=None):
    """Some random arrays of one shape."""
    shape = tuple(int(n) for n in student.random.integers(2, 6, 2)) if shape is None else shape
    return [student.random.normal(size=shape) for _ in range(number)]


def test_relu_writes(student):
    """relu writes max(x, 0) into out"""
    x, before = arrays(student, 2)
    out = student.put(before)
    student.call("relu", x, out)
    close(out.value(), np.maximum(x, 0), "out after relu(x, out)",
          "Does `out = ...` change the array, or only what the name stands for?")


def test_relu_returns(student):
    """relu returns out itself and leaves x as it is"""
    x, before = arrays(student, 2)
    given, out = student.put(x), student.put(before)
    result = student.make("relu", given, out)
    expect(isinstance(result.value(), np.ndarray), "relu(x, out) to return out", result.value())
    expect(result.is_same(out), "relu(x, out) to return the array out itself", "another array",
           "What does np.maximum return when it is told to write into out?")
    close(given.value(), x, "x after relu(x, out)", "Which array does your code write into?")


@points(2)
def test_step(student):
    """step changes the array w and leaves g as it is"""
    w, g, room = arrays(student, 3)
    rate = float(student.random.uniform(0.1, 0.9))
    here, gradient = student.put(w), student.put(g)
    student.call("step", here, gradient, rate, student.put(room))
    expect(not np.array_equal(here.value(), w), "other numbers in w after step(w, g, rate, room)", "the same as before",
           "After `w = w - ...`, who still knows the array that was called w before?")
    close(here.value(), w - rate * g, "w after step(w, g, rate, room)",
          "Which sign has the step, and what is added to w?")
    close(gradient.value(), g, "g after step(w, g, rate, room)", "Where can rate * g go, if not into g?")


def test_room(student):
    """after step, room holds rate · g"""
    w, g, room = arrays(student, 3)
    rate, place = float(student.random.uniform(0.1, 0.9)), student.put(room)
    student.call("step", student.put(w), student.put(g), rate, place)
    close(place.value(), rate * g, "room after step(w, g, rate, room)",
          "np.multiply can be told where to write: what is the argument called?")


@points(2)
def test_momentum(student):
    """momentum changes v and then w, and leaves g as it is"""
    w, v, g, room = arrays(student, 4)
    rate, keep = (float(one) for one in student.random.uniform(0.1, 0.9, 2))
    weights, speed, gradient, place = (student.put(one) for one in (w, v, g, room))
    for number in ("one step", "two steps"):
        student.call("momentum", weights, speed, gradient, rate, keep, place)
        v = keep * v - rate * g
        w = w + v
        close(speed.value(), v, f"v after {number}", "Is the old v multiplied by keep, before rate * g is taken away?")
        close(weights.value(), w, f"w after {number}", "Does w get the new v, or the old one?")
        close(gradient.value(), g, f"g after {number}", "Where can rate * g go, if not into g?")


@points(2)
def test_memory(student):
    """none of the three makes a new array"""
    w, v, g, room = (student.put(one) for one in arrays(student, 4, (LARGE,)))
    for name, given in (("relu", (g, room)), ("step", (w, g, 0.01, room)), ("momentum", (w, v, g, 0.01, 0.9, room))):
        before = [one.value() for one in given if not isinstance(one, float)]
        peak = student.peak(name, *given)
        after = [one.value() for one in given if not isinstance(one, float)]
        expect(any(not np.array_equal(a, b) for a, b in zip(before, after, strict=True)), f"{name} to do its work",
               "arrays with the same numbers as before",
               "Do the results arrive in the arrays that were given, or in others that the function forgets?")
        expect(peak < SPARE * LARGE * 8, f"{name} to need no memory for arrays of {LARGE * 8:,} bytes",
               f"{peak:,} bytes", "Which operation stands without `out=` and without `+=`, `-=` or `*=`?")
