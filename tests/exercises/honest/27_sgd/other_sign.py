# exercise: 27-sgd
# The velocity with the other sign inside, as other libraries have it, and turned round at the end.
import numpy as np


def sgd(values, gradients, learning_rate):
    return [np.subtract(w, np.multiply(learning_rate, g)) for w, g in zip(values, gradients, strict=True)]


def sgd_momentum(values, gradients, velocities, learning_rate, momentum):
    steps = [learning_rate * g + momentum * -v for g, v in zip(gradients, velocities, strict=True)]
    return [[w - s for w, s in zip(values, steps, strict=True)], [-s for s in steps]]
