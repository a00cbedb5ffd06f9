# exercise: 25-dense-backward
def dense_backward(dy, x, w):
    return dy @ w.T, dy.T @ x, dy.sum(axis=0)


# says: Which of x and dy has to be turned
