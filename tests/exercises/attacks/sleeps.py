# exercise: 21-dense-forward
"""Sleeps for ever."""
import time


def dense(x, w, b):
    time.sleep(10**6)
