# exercise: 21-dense-forward
"""Prints ten gigabytes."""
import os


def dense(x, w, b):
    line = b'x' * 2**20
    for _ in range(10_000):
        os.write(1, line)
