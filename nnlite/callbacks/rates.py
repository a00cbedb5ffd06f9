"""Whose learning rate is it? The optimizer's, or that of each optimizer where a model has several."""

from typing import Any


def optimizers_of(model: Any) -> list[tuple[str, Any]]:
    """(the end of its key in the logs, optimizer) for every optimizer of a model."""
    several = getattr(model.optimizer, "optimizers", None)
    return [("", model.optimizer)] if several is None else [(f"_{one.name}", one) for one in several]


def note_rates(model: Any, logs: dict[str, float] | None) -> None:
    """Put the learning rates into the logs of an epoch."""
    if logs is not None:
        for end, optimizer in optimizers_of(model):
            logs[f"learning_rate{end}"] = float(optimizer.learning_rate)


def named(end: str) -> str:
    """` of adam` where there are several optimizers."""
    return f" of {end[1:]}" if end else ""
