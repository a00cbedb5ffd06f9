# exercise: 28-rmsprop
# ruff: noqa
import numpy as np, functools
class Step(object):
  def __init__(self,f): self.step=f
def RMSprop(learning_rate=.001,rho=.9,epsilon=1e-7):
  '''A function that makes the object is as good as a class.'''
  history=[]
  def step(values,gradients):
    history.append( [ np.array(g) for g in gradients ] )
    v=[ functools.reduce( lambda v,g: rho*v+(1-rho)*g*g, past, 0. ) for past in zip(*history) ]
    return [ w-learning_rate*g/(v_+epsilon)**.5 for w,g,v_ in zip(values,gradients,v) ]
  return Step(step)
