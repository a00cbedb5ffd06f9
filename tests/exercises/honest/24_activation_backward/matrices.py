# exercise: 24-activation-backward
# ruff: noqa
import numpy as np
def softmax_backward(dy,p) :
    return np.array([ (np.diag(r)-np.outer(r,r)) @ g for r,g in zip(p,dy) ])
class Relu:
    def backward(self, dy, x): return np.multiply(dy, np.heaviside(x, 0))
relu_backward = Relu().backward
