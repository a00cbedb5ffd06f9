# exercise: 27-sgd
def sgd(values, gradients, learning_rate):
    for v, g in zip(values, gradients, strict=True):
        v -= learning_rate * g
    return values


def sgd_momentum(values, gradients, velocities, learning_rate, momentum):
    for w, g, v in zip(values, gradients, velocities, strict=True):
        v *= momentum
        v -= learning_rate * g
        w += v
    return values, velocities


# says: change the array that came in?
