# exercise: 44-cython-fused
# cython: boundscheck=False, wraparound=False

def dense_relu(double[:, ::1] x, double[:, ::1] w, double[::1] b, double[:, ::1] out):
    cdef Py_ssize_t n, i, j
    cdef double total
    for n in range(x.shape[0]):
        for j in range(w.shape[1]):

            out[n, j] += b[j]
            for i in range(x.shape[1]):
                out[n, j] += x[n, i] * w[i, j]
            if out[n, j] < 0:
                out[n, j] = 0
# says: out is about
