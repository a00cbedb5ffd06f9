"""Which colours has a box? Those of what its layer does: bring data in, learn, merge, hold a model, compute."""

from nnlite.visualization.diagram import INPUT, MODEL, OPERATION, Box

INK, QUIET, RED, WHITE = "#1f2933", "#52606d", "#b3121d", "#ffffff"
FRAME, FRAME_LINE, FRAME_INK = "#f8f6fd", "#8067bd", "#5a4694"

COLORS = {      # role -> behind the title, the outline
    "input": ("#eceff3", "#7b8794"), "weights": ("#dbe8fb", "#4a7ab8"), "plain": ("#f0f2f8", "#8b97b5"),
    "merge": ("#dcf1e3", "#4c9a6a"), "model": ("#e9e3f8", "#8067bd"), "operation": ("#fdf0dc", "#c08a3e"),
    "missing": ("#fbdedd", RED), "unused": (WHITE, "#7b8794"),
}

CALLS = ("#1d5fa8", "#b4520f", "#2c7a4b", "#7d3c98", "#8a6d00", "#0f7c86", "#a8326e", "#555555")    # of a shared layer


def role(box: Box) -> str:
    """What a layer does, as far as colours are concerned."""
    if box.mark or box.kind in (INPUT, MODEL, OPERATION):
        return box.mark or box.kind
    if any(len(call.inputs) > 1 for call in box.calls):
        return "merge"
    return "plain" if box.trainable is None and box.calls else "weights"


def colors_of(box: Box) -> tuple[str, str]:
    """Behind its title, and its outline."""
    return COLORS[role(box)]
