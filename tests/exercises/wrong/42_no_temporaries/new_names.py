# exercise: 42-no-temporaries
import numpy as np

def relu(x, out):
    out = np.maximum(x, 0)
    return out

def step(w, g, rate, room):
    room = rate * g
    w = w - room

def momentum(w, v, g, rate, keep, room):
    v = keep * v - rate * g
    w = w + v
# says: out after relu(x, out) is about
