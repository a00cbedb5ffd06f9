# exercise: 42-no-temporaries
import numpy as np

def relu(x, out):
    out[:] = np.maximum(x, 0)
    return out.copy()

def step(w, g, rate, room):
    np.multiply(g, rate, out=room)
    w -= room

def momentum(w, v, g, rate, keep, room):
    v *= keep
    np.multiply(g, rate, out=room)
    v -= room
    w += v
# says: the array out itself
