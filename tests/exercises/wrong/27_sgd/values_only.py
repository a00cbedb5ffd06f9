# exercise: 27-sgd
def sgd(values, gradients, learning_rate):
    return [v - learning_rate * g for v, g in zip(values, gradients, strict=True)]


def sgd_momentum(values, gradients, velocities, learning_rate, momentum):
    velocities = [momentum * v - learning_rate * g for v, g in zip(velocities, gradients, strict=True)]
    return [[w + v for w, v in zip(values, velocities, strict=True)]]


# says: Does it end with `return values, velocities`?
