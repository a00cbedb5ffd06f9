# exercise: 41-loops-to-numpy
# %% [markdown]
# # From loops to NumPy
#
# How far is every point of one set from every point of another? Nearest neighbours, clusters and maps all begin with
# this table. `slow_distances` below is right, and slow: Python looks at every single number by itself. NumPy does the
# same work in C, if it gets whole arrays at once.
#
# | name       | shape          | what it holds                                       |
# | ---------- | -------------- | --------------------------------------------------- |
# | a          | (n, d)         | n points with d coordinates each                    |
# | b          | (m, d)         | m points                                            |
# | distances  | (n, m)         | at [i, j] how far point i of a is from point j of b |
#
# An axis of size 1 is repeated as often as the other array needs it (broadcasting): (n, 1, d) - (1, m, d) is (n, m, d).
# How many numbers does that array hold for n = 60, m = 80 and d = 16? And how often does the loop below go round?

# %%
import math

import numpy as np


def slow_distances(a, b):
    """The table of distances, number by number. Leave it as it is: it is what you compare with."""
    table = []
    for p in a:
        row = []
        for q in b:
            total = 0.0
            for k in range(len(p)):
                total += (p[k] - q[k]) ** 2
            row.append(math.sqrt(total))
        table.append(row)
    return np.array(table)


def distances(a, b):
    """The same table without the three loops, at least 3 times faster."""
    # TODO: the differences of all pairs at once, then squares, a sum over one axis, and roots
    return None


# %%
if __name__ == "__main__":
    a, b = np.random.default_rng(0).normal(size=(2, 4, 3))
    print(slow_distances(a, b))
    print(distances(a, b))
