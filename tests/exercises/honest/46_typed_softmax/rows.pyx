# exercise: 46-typed-softmax
# cython: boundscheck=False, wraparound=False
import numpy as np
from libc.math cimport exp, fmax, INFINITY

cdef void one_row(double[:, ::1] x, double[:, ::1] p, Py_ssize_t n) noexcept nogil:
    cdef double top = -INFINITY, total = 0
    cdef Py_ssize_t j
    for j in range(x.shape[1]): top = fmax(top, x[n, j])
    for j in range(x.shape[1]): total += exp(x[n, j] - top)
    for j in range(x.shape[1]): p[n, j] = exp(x[n, j] - top) / total

def softmax(double[:, ::1] x):
    p = np.zeros_like(x)
    cdef double[:, ::1] view = p
    cdef Py_ssize_t n
    with nogil:
        for n in range(x.shape[0]):
            one_row(x, view, n)
    return p
