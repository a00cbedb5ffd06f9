# exercise: 42-no-temporaries
import numpy as np

def _scaled(array, factor, where):
    """factor * array, written to where."""
    return np.multiply(array, factor, out=where)

def relu(x, out):
    return np.clip(x, 0, None, out=out)

def step(w, g, rate, room):
    w.__isub__(_scaled(g, rate, room))

def momentum(w, v, g, rate, keep, room):
    _scaled(v, keep, v)
    v -= _scaled(g, rate, room)
    w += v

if __name__ == "__main__":
    w = np.ones(3); step(w, np.ones(3), .1, np.zeros(3)); print(w)
