# exercise: 46-typed-softmax
import numpy as np

cdef void nothing() noexcept:
    with nogil:
        pass

def softmax(x):
    p = np.zeros((x.shape[0], x.shape[1]))
    for n in range(x.shape[0]):
        most = max(x[n])
        total = 0
        for j in range(x.shape[1]):
            p[n, j] = np.exp(x[n, j] - most)
            total += p[n, j]
        for j in range(x.shape[1]):
            p[n, j] /= total
    return p
# says: at least 2 times faster than loops
