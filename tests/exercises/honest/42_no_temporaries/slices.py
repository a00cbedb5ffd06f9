# exercise: 42-no-temporaries
import numpy as np

def relu(x, out):
    out[:] = x
    out[out < 0] = 0
    return out

def step(w, g, rate, room):
    room[:] = g
    room *= rate
    w -= room

def momentum(w, v, g, rate, keep, room):
    room[...] = g
    room *= -rate
    v *= keep
    v += room
    w += v
