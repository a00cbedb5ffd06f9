# exercise: 30-tiny-model
# ruff: noqa
import numpy as np

class TinyModel(object):
    '''Each layer knows the rest of the model behind it.'''
    def __init__(self, parameters): self.parameters=tuple(parameters)

    def forward(self,x,at=0):
        y=np.einsum('ni,ij->nj',x,self.parameters[at])+self.parameters[at+1]
        return y if at+2==len(self.parameters) else self.forward(y.clip(0),at+2)

    def loss(self,x,t):
        z=self.forward(x)
        # log Σ exp of the differences to the right logit
        return np.logaddexp.reduce(z-(z*t).sum(1,keepdims=True),axis=1).mean()

    def _back(self,x,t,n,at=0):
        y=x@self.parameters[at]+self.parameters[at+1]
        if at+2==len(self.parameters):
            p=np.exp(y-np.logaddexp.reduce(y,axis=1,keepdims=True))
            dy,rest=(p-t)/n,[]
        else:
            dy,rest=self._back(np.maximum(y,0),t,n,at+2)
            dy=dy*(y>0)
        return dy@self.parameters[at].T,[x.T@dy,np.ones(len(x))@dy]+rest

    def backward(self,x,t): return self._back(x,t,len(x))[1]

    def train_step(self,x,t,learning_rate):
        l=self.loss(x,t)
        self.parameters=tuple(p-learning_rate*g for p,g in zip(self.parameters,self.backward(x,t)))
        return l
