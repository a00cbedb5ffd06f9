"""How does a model become text, and text a model? As Keras's JSON of its configuration; the weights are not in it."""

from typing import Any

from nnlite._checks import received
from nnlite._optional import Later
from nnlite.models.configuration import make_layer, model_entry
from nnlite.saving.json_text import parse, plain

json = Later("json")
LONGEST = 4 * 2**20


def to_json(model: Any, **kwargs: Any) -> str:
    """The model's configuration as JSON."""
    return json.dumps(model_entry(model), default=plain, **kwargs)


def model_from_json(json_string: str, custom_objects: dict[str, Any] | None = None) -> Any:
    """A model, with new weights, from what `to_json` returned.

    Args:
        json_string: The text.
        custom_objects: One's own classes and functions by name.

    Raises:
        ValueError: The text is no configuration of a model, or names an unknown class.

    Example:

        >>> import nnlite
        >>> model = nnlite.Sequential([nnlite.Input((4,)), nnlite.layers.Dense(3)])
        >>> nnlite.models.model_from_json(model.to_json()).count_params()
        15
    """
    if not isinstance(json_string, str) or len(json_string) > LONGEST:
        raise ValueError("model_from_json: needs the text that to_json returned. "
                         f"{received('json_string', json_string)}")
    try:
        entry = parse(json_string.encode())
    except (ValueError, RecursionError) as error:
        raise ValueError(f"model_from_json: this is no configuration: {error}. "
                         f"{received('json_string', json_string)}") from None
    if "class_name" not in entry or not isinstance(entry.get("config"), dict):
        raise ValueError("model_from_json: a model is an object with class_name and config. "
                         f"{received('json_string', json_string)}")
    return make_layer(entry, custom_objects)
