# exercise: 43-cython-dense
import numpy as np

def dense(x, w, b):
    y = np.zeros((x.shape[0], w.shape[1]))
    for n in range(x.shape[0]):
        for j in range(w.shape[1]):
            total = b[j]
            for i in range(x.shape[1]):
                total += x[n, i] * w[i, j]
            y[n, j] = total
    return y
# says: at least 5 times faster
