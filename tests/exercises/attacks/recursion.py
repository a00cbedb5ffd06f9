# exercise: 21-dense-forward
"""Calls itself until the stack ends, with the limit taken away."""
import sys

sys.setrecursionlimit(10**9)


def dense(x, w, b):
    return dense(x, w, dense(x, w, b))
