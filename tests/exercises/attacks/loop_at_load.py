# exercise: 21-dense-forward
"""A loop before the first function."""
while True:
    pass
