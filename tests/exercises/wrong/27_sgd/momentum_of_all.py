# exercise: 27-sgd
def sgd(values, gradients, learning_rate):
    return [v - learning_rate * g for v, g in zip(values, gradients, strict=True)]


def sgd_momentum(values, gradients, velocities, learning_rate, momentum):
    new = [momentum * v - learning_rate * g for v, g in zip(velocities, gradients, strict=True)]
    return [w + momentum * v - learning_rate * g
            for w, v, g in zip(values, new, gradients, strict=True)], new


# says: Does the value move by the new velocity
