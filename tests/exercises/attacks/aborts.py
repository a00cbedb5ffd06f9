# exercise: 21-dense-forward
"""Aborts."""
import os


def dense(x, w, b):
    os.abort()
