# exercise: 27-sgd
# ruff: noqa
from copy import deepcopy
import numpy as np
def sgd(values,gradients,learning_rate) : return list(map(lambda v,g : v-learning_rate*g, values,gradients))
def sgd_momentum(values,gradients,velocities,learning_rate,momentum) :
    v = deepcopy(velocities)
    for old,g in zip(v,gradients) :
        old *= momentum         # a copy
        old -= learning_rate*g
    return ( [ np.add(a,b) for a,b in zip(values,v) ], v )
