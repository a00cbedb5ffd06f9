"""Arrays of other shapes, and special numbers."""

import numpy as np

from nnlite.exercises.checking import close


def test_shapes(student):
    """arrays with one, three and four axes, and one without numbers"""
    for shape in ((7,), (2, 3, 4), (2, 1, 3, 2), (0, 3)):
        w, g, room = (student.random.normal(size=shape) for _ in range(3))
        kept, out = student.put(w), student.put(room)
        student.call("step", kept, student.put(g), 0.5, out)
        close(kept.value(), w - 0.5 * g, f"w of shape {shape} after a step")
        student.call("relu", student.put(g), out)
        close(out.value(), np.maximum(g, 0), f"out of shape {shape} after relu")


def test_nothing_to_do(student):
    """a rate of 0 leaves w as it is, and keep = 0 forgets the old v"""
    w, v, g, room = (student.random.normal(size=(3, 4)) for _ in range(4))
    kept = student.put(w)
    student.call("step", kept, student.put(g), 0.0, student.put(room))
    close(kept.value(), w, "w after a step with rate 0")
    speed = student.put(v)
    student.call("momentum", kept, speed, student.put(g), 0.5, 0.0, student.put(room))
    close(speed.value(), -0.5 * g, "v after a step with keep = 0")
