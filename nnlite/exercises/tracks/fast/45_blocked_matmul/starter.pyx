# exercise: 45-blocked-matmul
# cython: boundscheck=False, wraparound=False
#
# A product in blocks
#
# `naive` is compiled, and still slow when b is large. Its inner loop goes down a column of b: from one number to the next
# it jumps over a whole row. Memory comes in pieces of 64 bytes, 8 numbers of a row; of each piece the loop uses one number,
# and until it wants the next one, the piece has left the cache.
#
#           columns of b                    SIZE
#         +--------------+               +------+------+-
#         | .  |         |               | ->-> |      |
#       k | .  v         |           SIZE| ->-> |      |     a block of b is small enough to stay in the cache
#         | .  one per   |               +------+------+     while all rows of a use it
#         | .  row       |               |      |      |
#
# So cut the work into blocks: three outer loops go over the blocks in steps of SIZE, three inner loops stay inside them.
# Each block adds its part to c, which begins with zeros. And inside a block, go along the rows of b, not down its columns:
# c[i, j] += a[i, k] * b[k, j], with j innermost.
#
# Sizes are often no multiples of SIZE: the last block of 100 columns in steps of 64 goes from 64 to 100, not to 128. There
# is no check of bounds in compiled code; what would a loop up to 128 do? And how many kB has a block of 64 by 64 numbers?

import numpy as np

cdef Py_ssize_t SIZE = 64


def naive(double[:, ::1] a, double[:, ::1] b):
    """a · b, one sum after the other. Leave it as it is: it is what you compare with."""
    result = np.zeros((a.shape[0], b.shape[1]))
    cdef double[:, ::1] c = result
    cdef Py_ssize_t i, j, k
    cdef double total
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            total = 0
            for k in range(a.shape[1]):
                total += a[i, k] * b[k, j]
            c[i, j] = total
    return result

def multiply(double[:, ::1] a, double[:, ::1] b):
    """a · b in blocks, as a new NumPy array; for large b at least 1.5 times faster than naive."""
    # TODO: result and c as in naive; three loops over blocks, each with an end of its own, and three loops inside
    return None
