# exercise: 25-dense-backward
# ruff: noqa
import numpy as np; import warnings
def dense_backward(dy,x,w):
  warnings.warn('slow')
  dw = sum( np.outer(a,g) for a,g in zip(x,dy) )
  db = np.add.reduce( dy,axis=0 )
  dx = np.stack( [ w@g for g in dy ] )
  return (dx,dw,db)
