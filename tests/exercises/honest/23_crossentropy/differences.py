# exercise: 23-crossentropy
# ruff: noqa
# log Σ exp(z - z_right): differences first.
import numpy as np
def log_sum_exp( z ):
    z = np.sort( z, axis = 1 )
    return z[ :, -1 ] + np.log1p( np.exp( z[ :, :-1 ] - z[ :, -1: ] ).sum( axis = 1 ) )
def crossentropy( z, t ):
    return log_sum_exp( z - z[ t == 1 ][ :, None ] ).mean( )
