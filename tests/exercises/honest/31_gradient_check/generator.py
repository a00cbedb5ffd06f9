# exercise: 31-gradient-check
# ruff: noqa
import numpy as np
def example(a, b):
    def f(x):
        return float(np.sum(a * np.sin(x)) + np.sum(b * x) ** 2)
    return f
def numerical_gradient( f,x,epsilon = 1e-5 ):
    x=np.asarray(x)*1.
    g=np.zeros_like(x); it=np.nditer(x,flags=['multi_index'],op_flags=['readwrite'] ) if x.size else ()
    for v in it:
        v+=epsilon; up=f(x); v-=2*epsilon; down=f(x); v+=epsilon
        g[it.multi_index]=(up-down)*.5/epsilon
    return g
def relative_error( a,n ):
    s=lambda q: float(np.einsum('i,i->',q.ravel(),q.ravel()))**.5
    return s(a-n)/(s(a)+s(n) or 1)
