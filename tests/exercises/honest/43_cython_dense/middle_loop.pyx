# exercise: 43-cython-dense
# cython: boundscheck=False, wraparound=False, language_level=3
import numpy as np
cimport cython

@cython.initializedcheck(False)
def dense(double[:, ::1] x, double[:, ::1] w, double[::1] b):
    """The innermost loop goes along the rows of w."""
    cdef Py_ssize_t n, i, j, batch = x.shape[0], inputs = x.shape[1], units = w.shape[1]
    cdef double factor
    y = np.empty((batch, units), dtype=np.float64)
    cdef double[:, ::1] out = y
    for n in range(batch):
        for j in range(units):
            out[n, j] = b[j]
        for i in range(inputs):
            factor = x[n, i]
            for j in range(units):
                out[n, j] += factor * w[i, j]
    return y
