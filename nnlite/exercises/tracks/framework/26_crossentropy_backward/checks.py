"""(p - t) / batch, compared with what the mean loss does when one logit grows a little."""

import numpy as np

from nnlite.exercises.checking import close, points, shaped

STEP = 1e-6


def loss(z, t):
    """The mean crossentropy, safely."""
    m = z.max(axis=1)
    return np.mean(m + np.log(np.exp(z - m[:, None]).sum(axis=1)) - z[t == 1])


def differences(z, t):
    """The gradient of the loss by z, by trying: each logit a little up, a little down."""
    gradient = np.zeros(z.shape)
    for place in np.ndindex(z.shape):
        step = np.zeros(z.shape)
        step[place] = STEP
        gradient[place] = (loss(z + step, t) - loss(z - step, t)) / (2 * STEP)
    return gradient


def batch(student):
    """Logits in eighths, which every kind of float holds exactly, and right classes, of random sizes."""
    samples, classes = (int(n) for n in student.random.permutation(np.arange(3, 9))[:2])
    z = np.round(student.random.normal(size=(samples, classes)) * 12) / 8
    return z, np.eye(classes)[student.random.integers(0, classes, samples)]


def asked(came, right, samples, classes):
    """A question that fits what went wrong."""
    if not isinstance(came, np.ndarray) or came.shape != right.shape:
        return "Is there one number for each logit?"
    for factor, question in ((samples, "This is the gradient of a sum. What does the mean over the batch do to it?"),
                             (samples / classes, "Do you divide by the number of classes? How many samples are there?"),
                             (-1, "Each number has the wrong sign. Should the right logit have a negative gradient?"),
                             (-samples, "Signs and sizes are off: should the right logit have a negative gradient, and "
                                        "what does the mean over the batch do?")):
        if np.allclose(came, right * factor, rtol=1e-3, atol=1e-3):
            return question
    return "By how much is each probability too high, and over how many samples is the mean?"


def test_shape(student):
    """there is one gradient for each logit"""
    z, t = batch(student)
    shaped(student.call("crossentropy_backward", z, t), z.shape, "crossentropy_backward(z, t)",
           "It is the gradient by z. Did a sum or a mean take an axis away?")


def test_rows(student):
    """the gradients of a row add up to 0"""
    z, t = batch(student)
    g = shaped(student.call("crossentropy_backward", z, t), z.shape, "crossentropy_backward(z, t)")
    close(g.sum(axis=1), np.zeros(len(z)), "the sum of each row",
          "The probabilities of a row add up to 1, and so does a row of t. What do you get when you subtract them?")


@points(2)
def test_signs(student):
    """only the right class's logit should grow"""
    z, t = batch(student)
    g = shaped(student.call("crossentropy_backward", z, t), z.shape, "crossentropy_backward(z, t)")
    close(np.sign(g), 1 - 2 * t, "the sign of each gradient, 1 or -1,",
          "The loss falls when the right logit grows. Is it p - t, or t - p, or something without t?")


@points(3)
def test_numbers(student):
    """the gradients are what small changes of the logits show"""
    z, t = batch(student)
    came, right = student.call("crossentropy_backward", z, t), differences(z, t)
    close(came, right, "crossentropy_backward(z, t)", asked(came, right, *z.shape))


@points(2)
def test_large(student):
    """logits near 1,000 and near -1,000 do not overflow"""
    z, t = batch(student)
    right = differences(z, t)
    z[0] += 1000
    z[1] -= 1000
    close(student.call("crossentropy_backward", z, t), right, "crossentropy_backward(z, t) for |z| near 1,000",
          "What may you take away from each row before exp, so that it stays between 0 and 1?")
