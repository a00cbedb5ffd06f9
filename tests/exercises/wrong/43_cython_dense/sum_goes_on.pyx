# exercise: 43-cython-dense
# cython: boundscheck=False, wraparound=False
import numpy as np

def dense(double[:, ::1] x, double[:, ::1] w, double[::1] b):
    result = np.zeros((x.shape[0], w.shape[1]))
    cdef double[:, ::1] y = result

    cdef Py_ssize_t n, i, j
    cdef double total
    for n in range(x.shape[0]):
        total = 0
        for j in range(w.shape[1]):
            total += b[j]
            for i in range(x.shape[1]):
                total += x[n, i] * w[i, j]
            y[n, j] = total
    return result
# says: dense for x
