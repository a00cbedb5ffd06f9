# exercise: 46-typed-softmax
# cython: boundscheck=False, wraparound=False, cdivision=True
import numpy as np
from libc.math cimport exp

cdef inline double largest(double[:, ::1] x, Py_ssize_t n) noexcept nogil:
    cdef double most = x[n, 0]
    cdef Py_ssize_t j
    for j in range(1, x.shape[1]):
        if x[n, j] > most:
            most = x[n, j]
    return most

def softmax(double[:, ::1] x):
    result = np.empty((x.shape[0], x.shape[1]))
    cdef double[:, ::1] p = result
    cdef Py_ssize_t n, j
    cdef double most, total
    total = 0
    with nogil:
        for n in range(x.shape[0]):
            most = largest(x, n)
            for j in range(x.shape[1]):
                p[n, j] = exp(x[n, j] - most)
                total += p[n, j]
            for j in range(x.shape[1]):
                p[n, j] /= total
    return result
# says: the sum of each row is about 1
