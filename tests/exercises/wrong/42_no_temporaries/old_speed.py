# exercise: 42-no-temporaries
import numpy as np

def relu(x, out):
    return np.maximum(x, 0, out=out)

def step(w, g, rate, room):
    np.multiply(g, rate, out=room)
    w -= room

def momentum(w, v, g, rate, keep, room):
    w += v
    v *= keep
    np.multiply(g, rate, out=room)
    v -= room
# says: w after one step is about
