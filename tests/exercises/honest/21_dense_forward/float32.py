# exercise: 21-dense-forward
# ruff: noqa
import numpy as np
f=np.float32
dense = lambda x,w,b : (
      f( x )  @ f( w )
    + f( b ) )
