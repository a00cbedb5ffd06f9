"""Where does everything in a picture of a graph go? A layered layout, in plain Python.

The steps are those of Sugiyama, Tagawa and Toda (1981), "Methods for visual understanding of hierarchical system
structures": ranks, order within a rank, coordinates, routes. They know of boxes, frames and edges, not of models.
"Across" is the direction within a rank and "along" that from rank to rank: left to right and downwards for "TB".
"""

from nnlite.visualization.layout.plan import Plan, Rectangle, lay_out

__all__ = ["Plan", "Rectangle", "lay_out"]
