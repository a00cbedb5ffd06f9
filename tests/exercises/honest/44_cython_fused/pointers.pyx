# exercise: 44-cython-fused
#cython: cdivision=True
import numpy as np
cimport cython

cdef inline double relu(double value) noexcept nogil: return value if value>0 else 0.

@cython.boundscheck(False)
@cython.wraparound(False)
cpdef dense_relu(double[:,::1] x,double[:,::1] w,double[::1] b,double[:,::1] out):
    cdef int n,i,j,units=b.shape[0]
    cdef double total
    cdef double* place
    if not out.shape[0] or not units: return out
    place=&out[0,0]
    for n from 0<=n<x.shape[0]:
        for j from 0<=j<units:
            total=b[j]
            for i in range(x.shape[1]): total+=x[n,i]*w[i,j]
            place[n*units+j]=relu(total)
    return np.asarray(out)
