"""What helps around a model? Labels to rows, rows to length one, one seed for everything, a picture of the graph."""

from nnlite._naming import reset_names as clear_session
from nnlite.config import set_random_seed
from nnlite.utils.numerical import normalize, to_categorical
from nnlite.utils.pydataset import PyDataset, Sequence, pack_x_y_sample_weight, unpack_x_y_sample_weight
from nnlite.visualization.plotting import model_to_dot, plot_graph, plot_model

__all__ = ["PyDataset", "Sequence", "clear_session", "model_to_dot", "normalize", "pack_x_y_sample_weight",
           "plot_graph", "plot_model", "set_random_seed", "to_categorical", "unpack_x_y_sample_weight"]
