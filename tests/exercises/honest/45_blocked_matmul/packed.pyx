# exercise: 45-blocked-matmul
# cython: boundscheck=False, wraparound=False
import numpy as np

def multiply(double[:, ::1] a, double[:, ::1] b):
    """Each block of b is copied, turned, so that both sides of a sum go along rows."""
    cdef Py_ssize_t S = 48, i, j, k, j0, k0, j1, k1
    cdef double total
    result = np.zeros((a.shape[0], b.shape[1]))
    cdef double[:, ::1] c = result, turned
    for k0 in range(0, a.shape[1], S):
        k1 = min(k0 + S, a.shape[1])
        for j0 in range(0, b.shape[1], S):
            j1 = min(j0 + S, b.shape[1])
            turned = np.ascontiguousarray(b[k0:k1, j0:j1].T)
            for i in range(a.shape[0]):
                for j in range(j1 - j0):
                    total = 0
                    for k in range(k1 - k0):
                        total += a[i, k0 + k] * turned[j, k]
                    c[i, j0 + j] += total
    return result
