"""What helps around a model? Labels to rows, rows to length one, one seed for everything."""

from nnlite._naming import reset_names as clear_session
from nnlite.config import set_random_seed
from nnlite.utils.numerical import normalize, to_categorical
from nnlite.utils.pydataset import PyDataset, Sequence, pack_x_y_sample_weight, unpack_x_y_sample_weight

__all__ = ["PyDataset", "Sequence", "clear_session", "normalize", "pack_x_y_sample_weight", "set_random_seed",
           "to_categorical", "unpack_x_y_sample_weight"]
