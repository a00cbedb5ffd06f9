"""How does a model look? Its summary, as text, as data and as HTML; its graph as a picture, in DOT and in Mermaid."""

from nnlite.visualization.dot import Dot
from nnlite.visualization.picture import Picture
from nnlite.visualization.plotting import mimebundle, model_to_dot, model_to_mermaid, plot_graph, plot_model
from nnlite.visualization.rows import Row
from nnlite.visualization.summary import Summary, show, summarize

__all__ = [
    "Dot", "Picture", "Row", "Summary", "mimebundle", "model_to_dot", "model_to_mermaid", "plot_graph", "plot_model",
    "show", "summarize",
]
