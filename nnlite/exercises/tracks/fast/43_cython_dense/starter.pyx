# exercise: 43-cython-dense
# cython: boundscheck=False, wraparound=False
#
# A dense layer in Cython
#
# The loops that were too slow in Python, compiled: y[n, j] = sum over i of x[n, i] * w[i, j], plus b[j].
# The check compiles this file; it counts what comes out, and how long it takes beside a loop in Python.

import numpy as np


def dense(double[:, ::1] x, double[:, ::1] w, double[::1] b):
    """y = x · w + b, as a NumPy array."""
    result = np.zeros((x.shape[0], w.shape[1]))
    cdef double[:, ::1] y = result
    # TODO: declare n, i, j and a sum with cdef; then three loops that fill y
    return result
