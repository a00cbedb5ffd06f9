# exercise: 43-cython-dense
# cython: boundscheck=False
import cython
import numpy as np

def dense(x: cython.double[:, ::1], w: cython.double[:, ::1], b: cython.double[::1]):
    n: cython.Py_ssize_t
    i: cython.Py_ssize_t
    j: cython.Py_ssize_t
    total: cython.double
    y: cython.double[:, ::1] = np.zeros((x.shape[0], w.shape[1]))
    for n in range(x.shape[0]):
        for j in range(w.shape[1]):
            total = 0
            for i in range(x.shape[1]):
                total += x[n, i] * w[i, j]
            y[n, j] = total + b[j]
    return np.asarray(y)
