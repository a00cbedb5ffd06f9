# exercise: 23-crossentropy
# %% [markdown]
# # A crossentropy that does not overflow
#
# The loss of a classifier: how surprised is it by the right answer? For one sample it is `-log p[right class]`, and
# for a batch the mean. The right classes come as rows with a single 1 (*one-hot*), the model's answers as logits.
#
# | name              | shape            |                                        |
# | ----------------- | ---------------- | -------------------------------------- |
# | z                 | (batch, classes) | logits                                 |
# | t                 | (batch, classes) | one 1 in each row, the rest are 0      |
# | log_sum_exp(z)    | (batch,)         | `log Σₖ exp(z[n, k])`, one for each row |
# | crossentropy(z, t) | ()               | one number, the mean over the batch    |
#
# Softmax first and a logarithm after that is dangerous: a probability of exp(-1000) is rounded to 0, and log(0) is
# `-inf`. On paper the two melt together: `-log(exp(z_right) / Σ exp(z)) = log Σ exp(z) - z_right`. Nothing is divided
# any more, and `log Σ exp(z) = m + log Σ exp(z - m)` for every number m. Which m is good?
#
# Before you run it: what does a model lose that gives the same logit to all of 10 classes? And one that is sure, with
# logits [1000, 0], while the second class is the right one?
#
# Use NumPy only.

# %%
import numpy as np


def log_sum_exp(z):
    """log Σ exp(z) of each row, also where exp(z) would overflow."""
    # TODO: take something away from each row before exp, and add it again after log
    return


def crossentropy(z, t):
    """The mean of -log softmax(z)[right class] over the batch: one number."""
    # TODO: log Σ exp(z) minus the logit of the right class, for each row; then the mean
    return


# %%
if __name__ == "__main__":
    print(crossentropy(np.zeros((2, 10)), np.eye(10)[[3, 7]]))
    print(crossentropy(np.array([[1000.0, 0.0]]), np.array([[0.0, 1.0]])))
