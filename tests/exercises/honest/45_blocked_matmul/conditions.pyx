# exercise: 45-blocked-matmul
# cython: boundscheck=False, wraparound=False
import numpy as np

def multiply(double[:,::1] a, double[:,::1] b):
    """Small blocks, and a condition instead of min."""
    cdef int S=16
    cdef int i0,j0,k0,i,j,k
    result=np.zeros([a.shape[0],b.shape[1]])
    cdef double[:,::1] c=result
    for j0 in range(0,b.shape[1],S):
        for k0 in range(0,a.shape[1],S):
            for i0 in range(0,a.shape[0],S):
                for i in range(i0,i0+S):
                    if i>=a.shape[0]: break
                    for j in range(j0,j0+S):
                        if j>=b.shape[1]: break
                        for k in range(k0,k0+S):
                            if k>=a.shape[1]: break
                            c[i,j]+=a[i,k]*b[k,j]
    print("done")
    return result
