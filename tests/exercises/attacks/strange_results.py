# exercise: 21-dense-forward
"""Returns one strange thing after the other: classes, generators, dates, complex numbers, text, itself."""
import numpy as np

things = [np.array([object()]), np.array(['a']), np.array(['2020'], 'M8'), np.zeros(2, 'c16'),
          np.zeros(2, [('a', 'f4')]),
          iter([1]), dict, 10**400, float('inf'), {1: {2: {3: 4}}}, {(1, 2): 3},
          '\ud800', b'bytes', np.zeros((0,) * 20)]
endless = []
endless.append(endless)
things.append(endless)


def dense(x, w, b):
    return things if len(x) else things.pop()
