"""Gradients of relu and softmax, compared with what the loss does when one number grows a little."""

import numpy as np

from nnlite.exercises.checking import close, points, shaped

STEP = 1e-6


def softmax(z):
    """Softmax for logits that are not large."""
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def differences(f, x):
    """The gradient of the number f(x), by trying: each entry a little up, a little down."""
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = STEP
        gradient[place] = (f(x + step) - f(x - step)) / (2 * STEP)
    return gradient


def pair(student):
    """Two arrays of one random shape."""
    shape = tuple(int(n) for n in student.random.permutation(np.arange(3, 9))[:2])
    return student.random.normal(size=shape), student.random.normal(size=shape)


def test_shapes(student):
    """a gradient has the shape of what it is the gradient of"""
    dy, x = pair(student)
    shaped(student.call("relu_backward", dy, x), x.shape, "relu_backward(dy, x)",
           "One number in dx for each number in x?")
    shaped(student.call("softmax_backward", dy, softmax(x)), x.shape, "softmax_backward(dy, p)",
           "One number in dz for each logit?")


@points(2)
def test_relu(student):
    """relu lets the gradient through where x is positive"""
    dy, x = pair(student)
    x += np.sign(x) * 0.01      # not at the corner
    close(student.call("relu_backward", dy, x), differences(lambda x: (np.maximum(x, 0) * dy).sum(), x),
          "relu_backward(dy, x)", "Which array decides whether the gate is open, x or dy? And what goes through it?")


def test_relu_corner(student):
    """relu's gradient is 0 where x is exactly 0"""
    dy, x = pair(student)
    x[:, 1], dy[:, 1] = 0.0, 2.0
    dx = shaped(student.call("relu_backward", dy, x), x.shape, "relu_backward(dy, x)")
    close(dx[:, 1], np.zeros(len(x)), "dx where x is 0", "Do you ask for x > 0, or for x >= 0?")


@points(2)
def test_softmax_equal(student):
    """if dy is the same everywhere, dz is 0"""
    _, z = pair(student)
    close(student.call("softmax_backward", np.full(z.shape, 3.0), softmax(z)), np.zeros(z.shape),
          "softmax_backward(dy, p) for a dy of threes",
          "One probability only grows if others shrink. Where in your formula do the others come in?")


@points(3)
def test_softmax(student):
    """softmax's gradient is what small changes of the logits show"""
    dy, z = pair(student)
    close(student.call("softmax_backward", dy, softmax(z)), differences(lambda z: (softmax(z) * dy).sum(), z),
          "softmax_backward(dy, p)", "Is Σ dy · p one number for each row, and is all of dy - Σ multiplied by p?")
