"""How does a model look? Its summary, as text, as data and as HTML."""

from nnlite.visualization.rows import Row
from nnlite.visualization.summary import Summary, show, summarize

__all__ = ["Row", "Summary", "show", "summarize"]
