# exercise: 45-blocked-matmul
# cython: boundscheck=False, wraparound=False
import numpy as np

def multiply(double[:, ::1] a, double[:, ::1] b):
    result = np.zeros((a.shape[0], a.shape[1]))
    cdef double[:, ::1] c = result
    cdef Py_ssize_t i, j, k, i0, j0, k0, SIZE = 64
    cdef double total

    return result
# says: has the shape
