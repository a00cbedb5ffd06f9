"""What is in a model? `summarize` says it as an object that holds the rows as data, `show` prints the table.

    summary = model.summary()       # both; in a notebook, the table is displayed as HTML
    summary.rows[1].params          # 2080
    summary.total_params            # 3466
    str(summary)                    # the table again
"""

from collections.abc import Callable, Sequence
from typing import Any

from nnlite.visualization.html import as_html
from nnlite.visualization.notebook import cell_number, is_redirected, publish, rich_shell
from nnlite.visualization.rows import Row, is_chain, is_model, parameter_count, rows_of
from nnlite.visualization.table import Layout, as_text, layout


class Summary:
    """A model's summary: the text is `str(summary)`, a notebook shows HTML, everything in it is here as data.

    Attributes:
        name: The model's name.
        rows: One `Row` a layer.
        total_params: How many numbers the model's weights hold; None if it is not built. The optimizer's are not
            the model's, and are not counted.
        trainable_params: How many of them training may change.
        non_trainable_params: The rest.
    """

    def __init__(self, name: str, rows: Sequence[Row], trainable_params: int | None,
                 non_trainable_params: int | None, text: str, html: str):
        self.name = name
        self.rows = tuple(rows)
        self.trainable_params = trainable_params
        self.non_trainable_params = non_trainable_params
        self.shown_in: int | None = None    # the number of the notebook's cell that has shown it
        self._text = text
        self._html = html

    @property
    def total_params(self) -> int | None:
        if self.trainable_params is None or self.non_trainable_params is None:
            return None
        return self.trainable_params + self.non_trainable_params

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        layers = counted(sum(row.depth == 0 for row in self.rows), "layer")
        params = "not built yet" if self.total_params is None else counted(self.total_params, "param")
        return f'<Summary of "{self.name}": {layers}, {params}>'

    def _repr_html_(self) -> str:
        return self._html

    def _ipython_display_(self) -> None:
        """Called when it is the last value of a cell, which shows it only if it has not shown it yet."""
        shell = rich_shell()
        if shell is None:
            raise NotImplementedError("Without HTML the short repr will do.")   # IPython then takes the repr
        if self.shown_in is None or self.shown_in != cell_number(shell):
            publish(shell, self._text, self._html)


def summarize(model: Any, line_length: int | None = None, positions: Sequence[float] | None = None,
              expand_nested: bool = False, show_trainable: bool = False,
              layer_range: Sequence[str] | None = None) -> Summary:
    """A model's summary; `show` shows it.

    Args:
        model: The model. One that is not built yet has question marks in place of shapes and numbers.
        line_length: The width of the table.
        positions: Where the columns end, as fractions of the width or in characters.
        expand_nested: Whether the layers of nested models get rows of their own.
        show_trainable: Whether there is a column that says Y or N.
        layer_range: Two names or patterns; only the layers from the first to the second are shown. The totals
            remain those of the whole model.

    Raises:
        ValueError: If an argument does not make sense, or no layer matches `layer_range`.
    """
    form = layout(looks_like_chain(model, expand_nested), show_trainable, line_length, positions)
    return describe(model, form, rows_of(model, expand_nested, layer_range))


def describe(model: Any, form: Layout, rows: Sequence[Row]) -> Summary:
    """The summary of a model whose rows and columns are chosen."""
    trainable = parameter_count(model.trainable_weights) if model.built else None
    frozen = parameter_count(model.non_trainable_weights) if model.built else None
    title, totals, note = f'Model: "{model.name}"', total_lines(trainable, frozen), hint(model)
    text = as_text(title, rows, totals, form, note)
    return Summary(model.name, rows, trainable, frozen, text, as_html(title, rows, totals, form.headers, note))


def show(summary: Summary, print_fn: Callable[[str], object] | None = None) -> None:
    """Send a summary's lines to `print_fn`; without one, display it in a notebook and print it elsewhere."""
    shell = rich_shell()
    if print_fn is not None:
        for line in str(summary).split("\n"):
            print_fn(line)
    elif shell is None or is_redirected():
        print_text(str(summary))
    else:
        publish(shell, str(summary), summary._repr_html_())
    summary.shown_in = cell_number(shell)


def print_text(text: str) -> None:
    """Print, also where the terminal cannot encode some of the characters."""
    try:
        print(text)
    except UnicodeEncodeError:
        print(text.replace("¯", "-").encode("ascii", "backslashreplace").decode())


def looks_like_chain(model: Any, expand_nested: bool) -> bool:
    """Whether the table can do without "Connected to", for the nested models as well if they are shown."""
    inner = [layer for layer in model.layers if expand_nested and is_model(layer)]
    return is_chain(model) and all(looks_like_chain(layer, True) for layer in inner)


def total_lines(trainable: int | None, frozen: int | None) -> list[str]:
    """The three lines below the table."""
    if trainable is None or frozen is None:
        return ["Total params: ?", "Trainable params: ?", "Non-trainable params: ?"]
    return [f"Total params: {trainable + frozen:,}", f"Trainable params: {trainable:,}",
            f"Non-trainable params: {frozen:,}"]


def hint(model: Any) -> str:
    """What to do about the question marks."""
    if model.built:
        return ""
    if getattr(model, "own_call", False):
        return f"{model.name} is not built yet - call model.build((None, k)), or the model on data, or fit once"
    if not model.layers:
        return f"{model.name} has no layers yet - call model.add(layer)"
    return f"{model.name} is not built yet - call model.build((None, k)) or fit once"


def counted(number: int, noun: str) -> str:
    """`1 layer`, `4 layers`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
