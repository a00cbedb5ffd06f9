# exercise: 27-sgd
def sgd(values, gradients, learning_rate):
    return [v - learning_rate * g for v, g in zip(values, gradients, strict=True)]


def sgd_momentum(values, gradients, velocities, learning_rate, momentum):
    new = [w + v for w, v in zip(values, velocities, strict=True)]
    return new, [momentum * v - learning_rate * g for v, g in zip(velocities, gradients, strict=True)]


# says: or still by the old one?
