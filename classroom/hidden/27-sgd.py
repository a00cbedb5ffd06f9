"""Steps at the edges."""

import numpy as np

from nnlite.exercises.checking import close, equal, points


def test_many_arrays(student):
    """as many arrays as there are, of any shape, or none"""
    shapes = [(2, 3, 4), (1,), (), (5, 1), (2,)]
    values = [np.asarray(student.random.normal(size=shape)) for shape in shapes]
    gradients = [np.asarray(student.random.normal(size=shape)) for shape in shapes]
    came = student.call("sgd", values, gradients, 0.5)
    equal(len(came), len(shapes), "the number of new arrays", "Is there one array for each that came in?")
    for one, value, gradient in zip(came, values, gradients, strict=True):
        close(one, value - 0.5 * gradient, f"a new value of shape {value.shape}", "Does the shape stay?")
    equal(student.call("sgd", [], [], 0.5), [], "what sgd makes of no arrays", "Does your code look at values[0]?")


def test_no_momentum(student):
    """with momentum 0, an old velocity does not count"""
    w, g, v = (student.random.normal(size=4) for _ in range(3))
    (new,), (velocity,) = student.call("sgd_momentum", [w], [g], [v], 0.1, 0.0)
    close(new, w - 0.1 * g, "the new value", "momentum · velocity is 0 here. What else do you add?")
    close(velocity, -0.1 * g, "the new velocity", "momentum · velocity is 0 here. What else do you add?")


@points(2)
def test_minimum(student):
    """a ball that rolls in a bowl comes to rest at its lowest point"""
    w, v = student.random.normal(size=3), np.zeros(3)
    goal = student.random.normal(size=3)
    for _ in range(200):
        (w,), (v,) = student.call("sgd_momentum", [w], [2 * (w - goal)], [v], 0.05, 0.8)
    close(w, goal, "where it rests", "Does the velocity fade when the gradient does?", 1e-3)
