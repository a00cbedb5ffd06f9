"""Gradients of x · w + b, compared with what the loss does when one number grows a little."""

import numpy as np

from nnlite.exercises.checking import close, expect, points, shaped

STEP = 1e-6


def differences(f, x):
    """The gradient of the number f(x), by trying: each entry a little up, a little down."""
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = STEP
        gradient[place] = (f(x + step) - f(x - step)) / (2 * STEP)
    return gradient


def sample(student):
    """dy, x and w of random sizes, no two the same: a wrong axis shows."""
    batch, inputs, units = (int(n) for n in student.random.permutation(np.arange(2, 8))[:3])
    return (student.random.normal(size=(batch, units)), student.random.normal(size=(batch, inputs)),
            student.random.normal(size=(inputs, units)))


def gradients(student, dy, x, w):
    """The three arrays that dense_backward returns."""
    came = student.call("dense_backward", dy, x, w)
    expect(isinstance(came, list) and len(came) == 3, "dense_backward returns three arrays: dx, dw, db", came,
           "Does it end with `return dx, dw, db`?")
    return came


def asked(came, right, batch, otherwise):
    """A question that fits what went wrong."""
    if isinstance(came, np.ndarray) and came.shape == right.shape:
        if np.allclose(came * batch, right, rtol=1e-3, atol=1e-3):
            return "Whoever takes a mean divides once, in dy already. Do you divide by the batch a second time?"
        if np.allclose(-came, right, rtol=1e-3, atol=1e-3):
            return "A gradient points to where the loss grows. Who takes the minus sign later, layer or optimizer?"
    return otherwise


def test_shapes(student):
    """dx, dw and db have the shapes of x, w and b"""
    dy, x, w = sample(student)
    dx, dw, db = gradients(student, dy, x, w)
    shaped(dx, x.shape, "dx",
           "Do the arrays come in the order dx, dw, db? Which product of dy and w has the shape of x?")
    shaped(dw, w.shape, "dw", "Which of x and dy has to be turned, so that the batch is summed over?")
    shaped(db, w.shape[1:], "db", "How many biases are there? Which axis of dy has to go?")


@points(2)
def test_dx(student):
    """dx is what small changes of x show"""
    dy, x, w = sample(student)
    right = differences(lambda x: (x @ w * dy).sum(), x)
    came = gradients(student, dy, x, w)[0]
    close(came, right, "dx", asked(came, right, len(x), "x[n, i] goes into every unit j, times w[i, j]. "
                                                        "Do you sum dy[n, j] · w[i, j] over j?"))


@points(2)
def test_dw(student):
    """dw is what small changes of w show"""
    dy, x, w = sample(student)
    right = differences(lambda w: (x @ w * dy).sum(), w)
    came = gradients(student, dy, x, w)[1]
    close(came, right, "dw", asked(came, right, len(x), "Do you add up x[n, i] · dy[n, j] over all samples n?"))


@points(2)
def test_db(student):
    """db is what small changes of b show"""
    dy, x, w = sample(student)
    right = differences(lambda b: ((x @ w + b) * dy).sum(), np.zeros(w.shape[1]))
    came = gradients(student, dy, x, w)[2]
    close(came, right, "db", asked(came, right, len(x), "Every sample uses the same b[j], once. What do you add up?"))
