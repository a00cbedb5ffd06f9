# exercise: 46-typed-softmax
# cython: boundscheck=False, wraparound=False, cdivision=True
#
# Softmax, typed from end to end
#
# softmax makes probabilities of the scores in a row: p[n, j] = exp(x[n, j]) / sum over k of exp(x[n, k]). exp(710) is more
# than a double can hold. But a number that is taken away from every score of a row changes nothing in p; take away the
# largest, and no exponent is more than 0.
#
#     x[n]     1000   1001    999       largest 1001
#     x - 1001   -1      0     -2       exp: 0.37   1   0.14    sum 1.50    p: 0.24   0.67   0.09
#
# Three new words of Cython:
#
#     cdef inline double f(...) noexcept nogil    a C function: no Python inside, so it needs no Python lock (the GIL)
#     with nogil:                                 the lines inside run without that lock; other threads can work meanwhile
#     from libc.math cimport exp                  the exp of C, which takes a number and not an object
#
# What may not stand inside `with nogil`: np.exp, exp of libc, print, x.shape[0]? Guess, then let the compiler answer.

import numpy as np

from libc.math cimport exp


cdef inline double largest(double[:, ::1] x, Py_ssize_t n) noexcept nogil:
    """The largest number in row n of x."""
    cdef double most = x[n, 0]
    cdef Py_ssize_t j
    for j in range(1, x.shape[1]):
        if x[n, j] > most:
            most = x[n, j]
    return most


def softmax(double[:, ::1] x):
    """The softmax of every row, as a new NumPy array; the loops over rows and columns run without the GIL."""
    result = np.empty((x.shape[0], x.shape[1]))
    cdef double[:, ::1] p = result
    cdef Py_ssize_t n, j
    cdef double most, total
    with nogil:
        for n in range(x.shape[0]):
            most = largest(x, n)
            total = 0
            for j in range(x.shape[1]):
                p[n, j] = exp(x[n, j] - most)
                total += p[n, j]
            for j in range(x.shape[1]):
                p[n, j] /= total
    return result
