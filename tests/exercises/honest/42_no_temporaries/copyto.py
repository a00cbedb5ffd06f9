# exercise: 42-no-temporaries
import numpy as np
print("ready")

def relu(values, result):
    result.fill(0)
    np.copyto(result, values, where=values > 0)
    return result[...]      # a view of the same numbers

def step(weights, gradients, learning_rate, buffer):
    np.copyto(buffer, gradients)
    np.multiply(buffer, learning_rate, out=buffer)
    np.add(weights, np.negative(buffer, out=buffer), out=weights)
    np.negative(buffer, out=buffer)

def momentum(weights, speed, gradients, learning_rate, keep, buffer):
    np.multiply(speed, keep, out=buffer)
    np.copyto(speed, buffer)
    np.multiply(gradients, learning_rate, out=buffer)
    speed -= buffer
    weights += speed
