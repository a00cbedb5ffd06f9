# exercise: 41-loops-to-numpy
import numpy as np
class Distance:
    """Called like a function."""
    def __call__(self, a, b):
        return np.linalg.norm(np.expand_dims(a, 1) - np.expand_dims(b, 0), ord=2, axis=-1)
distances = Distance()
