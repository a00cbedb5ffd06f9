# exercise: 22-relu-and-softmax
# ruff: noqa
import numpy as np, warnings
warnings.filterwarnings('ignore')
def relu(x): return (x+abs(x))/2
def softmax(z):
    # 1 / Σ exp of the differences; inf below the line is a 0, and that is right
    return 1/np.exp(z[:,None,:]-z[:,:,None]).sum(axis = 2)
