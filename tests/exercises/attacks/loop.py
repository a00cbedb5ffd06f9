# exercise: 21-dense-forward
"""A loop that never ends."""
def dense(x, w, b):
    while True:
        pass
