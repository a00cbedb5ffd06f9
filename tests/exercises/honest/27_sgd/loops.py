# exercise: 27-sgd
import numpy as np


def sgd(values, gradients, learning_rate):
    result = []
    for i in range(len(values)):
        result.append(np.array(values[i]))
        result[i] -= learning_rate * gradients[i]
    return result


def sgd_momentum(values, gradients, velocities, learning_rate, momentum):
    new_values = []
    new_velocities = []
    for i in range(len(values)):
        m = velocities[i] * momentum
        m = m - learning_rate * gradients[i]
        new_velocities.append(m)
        new_values.append(values[i] + m)
    print("one step")
    return new_values, new_velocities
