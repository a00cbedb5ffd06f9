# exercise: 21-dense-forward
"""Stops its own process."""
import os
import signal


def dense(x, w, b):
    os.kill(os.getpid(), signal.SIGSTOP)
