# exercise: 42-no-temporaries
import numpy as np

def relu(x, out):
    return np.maximum(x, 0, out=out)

def step(w, g, rate, room):
    room[:] = rate * g
    w -= room

def momentum(w, v, g, rate, keep, room):
    v *= keep
    np.multiply(g, rate, out=room)
    v -= room
    w += v
# says: step to need no memory
