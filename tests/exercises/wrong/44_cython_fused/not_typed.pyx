# exercise: 44-cython-fused
def dense_relu(x, w, b, out):
    for n in range(x.shape[0]):
        for j in range(w.shape[1]):
            total = b[j]
            for i in range(x.shape[1]):
                total += x[n, i] * w[i, j]
            out[n, j] = max(total, 0)
# says: at least 5 times faster
