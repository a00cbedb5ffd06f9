# exercise: 42-no-temporaries
import numpy as np

def relu(x, out):
    return np.maximum(x, 0, out=out)

def step(w, g, rate, room):
    g *= rate
    room[:] = g
    w -= g

def momentum(w, v, g, rate, keep, room):
    v *= keep
    np.multiply(g, rate, out=room)
    v -= room
    w += v
# says: g after step(w, g, rate, room) is about
