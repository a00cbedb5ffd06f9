# exercise: 24-activation-backward
def relu_backward(dy, x):
    return dy * (x > 0)


def softmax_backward(dy, p):
    return dy * p * (1 - p)


# says: Where in your formula do the others come in?
