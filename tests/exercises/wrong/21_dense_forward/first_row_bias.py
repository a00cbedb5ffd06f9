# exercise: 21-dense-forward
def dense(x, w, b):
    y = x @ w
    y[0] += b
    return y


# says: Are the biases in every row?
