"""What helps around a model? Labels to rows, rows to length one, one seed for everything."""

from nnlite._naming import reset_names as clear_session
from nnlite.config import set_random_seed
from nnlite.utils.numerical import normalize, to_categorical

__all__ = ["clear_session", "normalize", "set_random_seed", "to_categorical"]
