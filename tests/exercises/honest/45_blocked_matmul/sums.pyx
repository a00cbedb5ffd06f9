# exercise: 45-blocked-matmul
# cython: boundscheck=False, wraparound=False
import numpy as np

block_size = 32

def multiply(double[:, ::1] a, double[:, ::1] b):
    """Sums inside of blocks of 32."""
    cdef Py_ssize_t n = a.shape[0], m = b.shape[1], inner = a.shape[1], S = block_size
    cdef Py_ssize_t i, j, k, ii, jj, kk
    cdef double total
    out = np.zeros((n, m))
    cdef double[:, ::1] c = out
    for ii in range(0, n, S):
        for jj in range(0, m, S):
            for kk in range(0, inner, S):
                for i in range(ii, min(ii + S, n)):
                    for j in range(jj, min(jj + S, m)):
                        total = 0
                        for k in range(kk, min(kk + S, inner)):
                            total += a[i, k] * b[k, j]
                        c[i, j] += total
    return out
