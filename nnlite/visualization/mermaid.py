"""How is a diagram written in Mermaid, which GitHub and JupyterLab display? As a flowchart in plain text."""

from collections.abc import Iterator

from nnlite.visualization.colors import COLORS, RED, role
from nnlite.visualization.diagram import BROKEN, MODEL, OPERATION, Box, Diagram, Edge
from nnlite.visualization.wording import Wanted, details, frame_title, title

PLAIN = set(" _-,.:'()[]→×?/")      # characters that need no escape, besides letters and digits
SHAPES = {MODEL: ("[[", "]]"), OPERATION: ("([", "])")}


def to_mermaid(diagram: Diagram, wanted: Wanted, direction: str = "TB") -> str:
    """The diagram as a flowchart."""
    roles: dict[str, list[str]] = {}
    for box in diagram.boxes:
        roles.setdefault(role(box), []).append(box.key)
    lines = [f"flowchart {'TD' if direction == 'TB' else direction}", *inside(diagram, None, wanted, "    ")]
    lines += [f"    {edge_line(edge)}" for edge in diagram.edges]
    lines += [f"    note{n}[{quoted(note)}]" for n, note in enumerate(diagram.notes)]
    for name, keys in roles.items():
        fill, line = COLORS[name]
        lines.append(f"    classDef {name} fill:{fill},stroke:{line},color:#1f2933")
        lines.append(f"    class {','.join(keys)} {name}")
    broken = [str(n) for n, edge in enumerate(diagram.edges) if edge.mark == BROKEN]
    lines += [f"    linkStyle {','.join(broken)} stroke:{RED},stroke-width:3px"] if broken else []
    return "\n".join([*lines, ""])


def inside(diagram: Diagram, frame: str | None, wanted: Wanted, indent: str) -> Iterator[str]:
    """The boxes of a frame, and its frames."""
    for box in diagram.boxes:
        if box.frame == frame:
            yield indent + box_line(box, wanted)
    for inner in diagram.frames:
        if inner.parent == frame:
            yield f"{indent}subgraph {inner.key}[{quoted(frame_title(inner))}]"
            yield from inside(diagram, inner.key, wanted, indent + "    ")
            yield f"{indent}end"


def box_line(box: Box, wanted: Wanted) -> str:
    """A node."""
    begin, end = SHAPES.get(box.kind, ("[", "]"))
    return f"{box.key}{begin}{quoted(*title(box, wanted), *details(box, wanted))}{end}"


def edge_line(edge: Edge) -> str:
    """An edge; its text says which calls it leaves from and arrives at."""
    calls = f"{edge.leaving} → {edge.arriving}" if edge.leaving and edge.arriving else edge.leaving or edge.arriving
    label = " ".join(part for part in (calls, f"×{edge.times}" if edge.times > 1 else "") if part)
    return f"{edge.source} -->{f'|{quoted(label)}|' if label else ''} {edge.target}"


def quoted(*lines: str) -> str:
    """Lines as one string of Mermaid; whatever might mean something becomes a numbered entity."""
    return '"' + "<br/>".join("".join(c if c.isalnum() or c in PLAIN else f"#{ord(c)};" for c in line)
                              for line in lines) + '"'
