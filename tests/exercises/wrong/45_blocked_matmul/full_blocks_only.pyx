# exercise: 45-blocked-matmul
# cython: boundscheck=False, wraparound=False
import numpy as np

def multiply(double[:, ::1] a, double[:, ::1] b):
    result = np.zeros((a.shape[0], b.shape[1]))
    cdef double[:, ::1] c = result
    cdef Py_ssize_t i, j, k, i0, j0, k0, SIZE = 64
    cdef double total

    for k0 in range(0, a.shape[1] // SIZE * SIZE, SIZE):
        for j0 in range(0, b.shape[1] // SIZE * SIZE, SIZE):
            for i in range(a.shape[0]):
                for k in range(k0, k0 + SIZE):
                    for j in range(j0, j0 + SIZE):
                        c[i, j] += a[i, k] * b[k, j]
    return result
# says: multiply for
