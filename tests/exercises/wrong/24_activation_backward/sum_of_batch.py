# exercise: 24-activation-backward
def relu_backward(dy, x):
    return dy * (x > 0)


def softmax_backward(dy, p):
    return p * (dy - (dy * p).sum() / len(p))


# says: Is Σ dy · p one number for each row
