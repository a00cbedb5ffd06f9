"""How does a summary look in a notebook? A plain HTML table, without colours or scripts; all text is escaped."""

from collections.abc import Sequence

from nnlite.visualization.rows import Row
from nnlite.visualization.table import TRAINABLE, unknown

LEFT = ' style="text-align: left"'
RIGHT = ' style="text-align: right"'

ESCAPES = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;")]


def as_html(title: str, rows: Sequence[Row], totals: Sequence[str], headers: Sequence[str], note: str = "") -> str:
    """The table with a caption, header cells that name their columns and rows, and the totals as its foot."""
    aligned = {"Param #": RIGHT}
    head = "".join(f'<th scope="col"{aligned.get(name, LEFT)}>{escape(name)}</th>' for name in headers)
    return "\n".join([
        "<table>",
        f"<caption>{escape(title)}</caption>",
        f"<thead><tr>{head}</tr></thead>",
        "<tbody>", *(html_row(row, headers) for row in rows), "</tbody>",
        "<tfoot>", *(html_total(total, len(headers)) for total in totals), "</tfoot>",
        "</table>", *([f"<p>{escape(note)}</p>"] if note else []),
    ])


def html_row(row: Row, headers: Sequence[str]) -> str:
    """One layer; a nested one is moved to the right."""
    indent = f"; padding-left: {1 + 1.5 * row.depth}em" if row.depth else ""
    name = escape(f"{row.name} ({row.class_name})")
    cells = {
        "Layer (type)": f'<th scope="row" style="text-align: left; font-weight: normal{indent}">{name}</th>',
        "Output Shape": cell(unknown(row.output_shape)),
        "Param #": cell("?" if row.params is None else f"{row.params:,}", RIGHT),
        "Connected to": f"<td{LEFT}>{'<br>'.join(map(escape, row.connected_to))}</td>",
        TRAINABLE: cell("Y" if row.trainable else "N"),
    }
    return f"<tr>{''.join(cells[header] for header in headers)}</tr>"


def html_total(total: str, columns: int) -> str:
    """`Total params: 3,466` as two cells: what is counted, and under the parameters' column how many."""
    label, _, count = total.partition(": ")
    rest = "<td></td>" * (columns - 3)
    return f'<tr><th scope="row" colspan="2"{LEFT}>{escape(label)}</th>{cell(count, RIGHT)}{rest}</tr>'


def cell(value: str, style: str = LEFT) -> str:
    """One table cell."""
    return f"<td{style}>{escape(value)}</td>"


def escape(text: object) -> str:
    """Text that a page shows as it stands (the library's own `html` costs 2 ms to import)."""
    result = str(text)
    for character, entity in ESCAPES:
        result = result.replace(character, entity)
    return result
