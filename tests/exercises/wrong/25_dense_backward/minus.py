# exercise: 25-dense-backward
def dense_backward(dy, x, w):
    return -(dy @ w.T), -(x.T @ dy), -dy.sum(axis=0)


# says: Who takes the minus sign later
