# exercise: 42-no-temporaries
from numpy import add, maximum, multiply, subtract

def relu(x, out): maximum(x, 0.0, out); return out
def step(w, g, rate, room):
    multiply(g, rate, room); subtract(w, room, w)
    return w
def momentum(w, v, g, rate, keep, room):
    multiply(v, keep, v)
    step(v, g, rate, room)
    add(w, v, w)
    return w, v
