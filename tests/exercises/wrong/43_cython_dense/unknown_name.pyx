# exercise: 43-cython-dense
# cython: boundscheck=False, wraparound=False
import numpy as np

def dense(double[:, ::1] x, double[:, ::1] w, double[::1] b):
    result = np.zeros((x.shape[0], w.shape[1]))
    cdef double[:, ::1] y = result

    cdef Py_ssize_t n, i, j
    for n in range(x.shape[0]):
        y[n, 0] = totl
    return result
# says: undeclared name
