# exercise: 44-cython-fused
# cython: boundscheck=False, wraparound=False
from libc.math cimport fmax

def dense_relu(double[:, ::1] x, double[:, ::1] w, double[::1] b, double[:, ::1] out):
    cdef:
        Py_ssize_t n, i, j
        double s
    for n in range(out.shape[0]):
        for j in range(out.shape[1]):
            s = 0.0
            for i in range(w.shape[0]):
                s += x[n, i] * w[i, j]
            out[n, j] = fmax(s + b[j], 0)
