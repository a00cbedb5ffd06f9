"""How is a drawing written as SVG? One element a shape, tooltips as titles; every text is escaped."""

from nnlite.visualization.drawing.shapes import Box, Drawing, Line, Text
from nnlite.visualization.html import escape

FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"


def to_svg(drawing: Drawing) -> str:
    """The drawing as an SVG element, for a file or in a page."""
    width, height = number(drawing.width), number(drawing.height)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" font-family="{FONT}">',
        f"<title>{visible(drawing.title)}</title>",
        *(element(shape) for shape in drawing.shapes),
        "</svg>",
    ])


def element(shape: Box | Text | Line) -> str:
    """One shape."""
    if isinstance(shape, Text):
        weight = ' font-weight="bold"' if shape.bold else ""
        return (f'<text x="{number(shape.x)}" y="{number(shape.y)}" font-size="{number(shape.size)}"{weight} '
                f'fill="{shape.color}" text-anchor="{shape.anchor}">{visible(shape.text)}</text>')
    outline = "" if shape.line == "none" else f' stroke="{shape.line}" stroke-width="{number(shape.thickness)}"'
    if isinstance(shape, Line):
        path = " ".join(letter + " ".join(f"{number(x)},{number(y)}" for x, y in points)
                        for letter, points in shape.strokes)
        return tagged("path", f'd="{path}" fill="{shape.fill}"{outline}', shape.tooltip)
    dashes = ' stroke-dasharray="5 3"' if shape.dashed else ""
    return tagged("rect", f'x="{number(shape.x)}" y="{number(shape.y)}" width="{number(shape.width)}" '
                  f'height="{number(shape.height)}" rx="{number(shape.radius)}" fill="{shape.fill}"{outline}{dashes}',
                  shape.tooltip)


def tagged(tag: str, attributes: str, tooltip: str) -> str:
    """An element, with its tooltip inside if it has one."""
    return f"<{tag} {attributes}><title>{visible(tooltip)}</title></{tag}>" if tooltip else f"<{tag} {attributes}/>"


def visible(text: str) -> str:
    """Escaped text; what XML cannot hold becomes a question mark."""
    return escape("".join(c if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff" or c in "\n\t"
                          else "?" for c in text))


def number(value: float) -> str:
    """A number with at most one digit after the point."""
    return f"{value:.1f}".removesuffix(".0")
