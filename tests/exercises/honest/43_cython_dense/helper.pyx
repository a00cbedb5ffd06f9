# exercise: 43-cython-dense
import numpy as np


cdef double one(const double[:, :] x, const double[:, :] w, Py_ssize_t n, Py_ssize_t j) noexcept nogil:
    cdef double total = 0
    cdef int i = 0
    while i < x.shape[1]:
        total = total + x[n, i] * w[i, j]
        i += 1
    return total


def dense(const double[:, :] x, const double[:, :] w, const double[:] b):
    y = np.zeros([len(x), len(b)])
    cdef double[:, :] view = y
    cdef int n, j
    with nogil:
        for n in range(x.shape[0]):
            for j in range(w.shape[1]):
                view[n, j] = b[j] + one(x, w, n, j)
    return y

print("compiled")
