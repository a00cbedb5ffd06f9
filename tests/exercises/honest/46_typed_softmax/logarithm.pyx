# exercise: 46-typed-softmax
# cython: boundscheck=False, wraparound=False, language_level=3
cimport cython
import numpy as np
from libc cimport math

cdef inline double log_sum(double[:] row) noexcept nogil:
    """log of the sum of exp, with the largest taken out."""
    cdef Py_ssize_t j
    cdef double most = row[0], total = 0
    for j in range(1, row.shape[0]):
        most = row[j] if row[j] > most else most
    for j in range(row.shape[0]):
        total += math.exp(row[j] - most)
    return most + math.log(total)

def softmax(double[:, ::1] scores):
    cdef double[:, ::1] result = np.empty((scores.shape[0], scores.shape[1]))
    cdef Py_ssize_t n, j
    cdef double whole
    with cython.nogil:
        for n in range(scores.shape[0]):
            whole = log_sum(scores[n])
            for j in range(scores.shape[1]):
                result[n, j] = math.exp(scores[n, j] - whole)
    return np.asarray(result)
