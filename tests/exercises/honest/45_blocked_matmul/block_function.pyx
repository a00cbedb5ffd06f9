# exercise: 45-blocked-matmul
# cython: boundscheck=False, wraparound=False
import numpy as np

cdef enum: SIZE = 128

cdef void block(double[:, ::1] a, double[:, ::1] b, double[:, ::1] c, Py_ssize_t k0, Py_ssize_t j0) noexcept nogil:
    """Add what one block of b adds, for all rows of a."""
    cdef Py_ssize_t i, j, k
    cdef Py_ssize_t k1 = k0 + SIZE if k0 + SIZE < b.shape[0] else b.shape[0]
    cdef Py_ssize_t j1 = j0 + SIZE if j0 + SIZE < b.shape[1] else b.shape[1]
    for i in range(a.shape[0]):
        for k in range(k0, k1):
            for j in range(j0, j1):
                c[i, j] = c[i, j] + a[i, k] * b[k, j]

def multiply(double[:, ::1] a, double[:, ::1] b):
    cdef double[:, ::1] c = np.zeros((a.shape[0], b.shape[1]))
    cdef Py_ssize_t k0, j0
    with nogil:
        for k0 from 0 <= k0 < b.shape[0] by SIZE:
            for j0 from 0 <= j0 < b.shape[1] by SIZE:
                block(a, b, c, k0, j0)
    return np.asarray(c)
