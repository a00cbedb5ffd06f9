# exercise: 24-activation-backward
# %% [markdown]
# # Backwards through relu and softmax
#
# Training asks of every number: if it were a little larger, how much would the loss grow? That is its *gradient*. It
# comes from behind: a layer gets the gradient of what it gave (`dy`) and returns the gradient of what it got (`dx`).
#
# | function               | gets                                  | returns               |
# | ---------------------- | ------------------------------------- | --------------------- |
# | relu_backward(dy, x)   | dy and x, both of any one shape       | dx, of the same shape |
# | softmax_backward(dy, p) | dy and p = softmax(z), (batch, classes) | dz, (batch, classes)  |
#
# Relu lets a number through or not; its gradient does the same. At exactly 0 relu has a corner: take 0 there, as
# Keras does.
#
# In softmax every logit changes every probability of its row, because they share the sum below the line:
# `∂p[k] / ∂z[j] = p[k] · (1 - p[j])` for k = j, and `-p[k] · p[j]` for the others. Add up over k, each times dy[k]:
# `dz[j] = p[j] · (dy[j] - Σₖ dy[k] · p[k])`.
#
# Predict: what is dz if dy is the same number everywhere? (The probabilities of a row always add up to 1.)
#
# Use NumPy only, and leave the arguments as they are: return new arrays.

# %%
import numpy as np


def relu_backward(dy, x):
    """The gradient of x, where y = relu(x)."""
    return dy * (x > 0)


def softmax_backward(dy, p):
    """The gradient of the logits z, where p = softmax(z) row by row."""
    return p * (dy - (dy * p).sum(axis=1, keepdims=True))


# %%
if __name__ == "__main__":
    print(relu_backward(np.array([1.0, 1.0, 1.0]), np.array([-2.0, 0.0, 3.0])))
    print(softmax_backward(np.array([[1.0, 0.0]]), np.array([[0.25, 0.75]])))
