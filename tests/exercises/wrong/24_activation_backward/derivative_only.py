# exercise: 24-activation-backward
def relu_backward(dy, x):
    return (x > 0) * 1.0


def softmax_backward(dy, p):
    return p * (dy - (dy * p).sum(axis=1, keepdims=True))


# says: And what goes through it?
