# exercise: 26-crossentropy-backward
# ruff: noqa
import numpy as np
crossentropy_backward=lambda z,t:(lambda e:np.mean([(e/e.sum(1)[:,None]-t.astype('f4'))],axis=0)/np.float32( t.shape[0] ))(np.exp(z.astype('f4')-z.astype('f4').max(1)[:,None]))
