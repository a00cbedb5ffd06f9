"""How is a diagram written in DOT, the language of graphviz? As plain text; no program and no package is needed."""

from collections.abc import Iterator
from typing import Any

from nnlite.visualization.colors import RED, colors_of
from nnlite.visualization.diagram import BROKEN, OPERATION, Box, Diagram, Edge
from nnlite.visualization.wording import Wanted, details, frame_title, title


class Dot:
    """A graph in DOT: `str(dot)`, `dot.to_string()` and `dot.source` are its text; a notebook displays the picture.

    Attributes:
        source: The text.
        picture: The same graph as nnlite draws it.
    """

    def __init__(self, source: str, picture: Any):
        self.source = source
        self.picture = picture

    def __str__(self) -> str:
        return self.source

    def __repr__(self) -> str:
        return f"<Dot of {self.picture!r}>"

    def to_string(self) -> str:
        """The text."""
        return self.source

    def write(self, path: Any, prog: Any = None, format: str = "raw", encoding: str = "utf-8") -> bool:
        """Write the text to a file, or with `format="svg"`, `"png"` or `"pdf"` the picture; returns True."""
        if format in ("raw", "dot"):
            with open(path, "w", encoding=encoding) as file:
                file.write(self.source)
        else:
            self.picture.save(path, file_format=format)
        return True

    def create(self, prog: Any = None, format: str = "svg") -> bytes:
        """The picture as `IPython.display.SVG` takes it, drawn by nnlite whatever `prog` says.

        Raises:
            ValueError: If another format than "svg" is wanted.
        """
        if format != "svg":
            raise ValueError(f"Dot.create: format must be 'svg'. Received: format={format!r}. "
                             "Use plot_model(model, to_file='model.png') for other formats.")
        return self.picture._repr_svg_().encode()

    def _repr_svg_(self) -> str:
        return self.picture._repr_svg_()


def to_dot(diagram: Diagram, wanted: Wanted, direction: str = "TB", splines: str = "ortho", dpi: int = 200,
           subgraph: bool = False) -> str:
    """The diagram in DOT; with `subgraph` as a cluster that can stand in another graph."""
    if subgraph:
        head = [f"subgraph {quoted('cluster_' + diagram.name)} {{", f'  label={quoted(diagram.name)}; style="dashed";']
    else:
        notes = f"  label={quoted(*diagram.notes)}; labelloc=b;"
        head = [f"digraph {quoted(diagram.name)} {{", *([notes] if diagram.notes else []),
                f'  graph [rankdir={direction}, splines={quoted(splines)}, dpi={dpi}, fontname="Helvetica"];']
    return "\n".join([
        *head, '  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=12];',
        *inside(diagram, None, wanted, "  "), *(edge_line(edge) for edge in diagram.edges), "}", ""])


def inside(diagram: Diagram, frame: str | None, wanted: Wanted, indent: str) -> Iterator[str]:
    """The boxes of a frame, and its frames."""
    for box in diagram.boxes:
        if box.frame == frame:
            yield indent + box_line(box, wanted)
    for inner in diagram.frames:
        if inner.parent == frame:
            yield f"{indent}subgraph cluster_{inner.key} {{"
            yield f'{indent}  label={quoted(frame_title(inner))}; style="rounded,dashed"; labeljust=l;'
            yield from inside(diagram, inner.key, wanted, indent + "  ")
            yield f"{indent}}}"


def box_line(box: Box, wanted: Wanted) -> str:
    """A node."""
    fill, line = colors_of(box)
    style = ', style="rounded,filled,dashed"' if box.mark else ""
    small = ", fontsize=10, height=0.3" if box.kind == OPERATION else ""
    label = quoted(*title(box, wanted), *details(box, wanted))
    return f'{box.key} [label={label}, fillcolor="{fill}", color="{line}"{style}{small}];'


def edge_line(edge: Edge) -> str:
    """An edge, with the calls it leaves from and arrives at."""
    arriving = edge.arriving + (f" ×{edge.times}" if edge.times > 1 else "")
    found = [f"taillabel={quoted(edge.leaving)}"] if edge.leaving else []
    found += [f"headlabel={quoted(arriving.strip())}"] if arriving else []
    found += [f'color="{RED}"', "penwidth=2.5"] if edge.mark == BROKEN else []
    return f"  {edge.source} -> {edge.target}{f' [{chr(44).join(found)}]' if found else ''};"


def quoted(*lines: str) -> str:
    """Lines as one string of DOT, whose escapes are those of a quoted string and of HTML."""
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)
    return '"' + "\\n".join(escaped) + '"'
