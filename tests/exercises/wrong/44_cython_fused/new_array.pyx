# exercise: 44-cython-fused
import numpy as np

def dense_relu(x, w, b, out):
    out = np.maximum(np.asarray(x) @ np.asarray(w) + b, 0)
    return out
# says: out is about
