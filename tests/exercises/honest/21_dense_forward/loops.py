# exercise: 21-dense-forward
"""Three loops, as on the blackboard."""
import numpy


def dense(x, w, b):
    batch, inputs = x.shape
    units = w.shape[1]
    y = numpy.empty((batch, units))
    for n in range(batch):
        for j in range(units):
            total = b[j]
            for i in range(inputs):
                total = total + x[n, i] * w[i, j]
            y[n, j] = total
    return y
