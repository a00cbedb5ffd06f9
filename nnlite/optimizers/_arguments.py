"""Which arguments does every optimizer take, and which values of them make no sense?"""

import inspect
import math
import numbers
import warnings

import numpy as np

from nnlite._checks import boolean, number_between, sentence, unexpected_keywords, whole_number

CLIPPING = ("clipnorm", "global_clipnorm", "clipvalue")
COMMON = ("weight_decay", *CLIPPING, "use_ema", "ema_momentum", "ema_overwrite_frequency", "loss_scale_factor",
          "gradient_accumulation_steps")


def common(who, given):
    """The checked values of the arguments in COMMON, in Keras's order."""

    def optional(check, name, *limits, **ends):
        return None if given[name] is None else check(given[name], name, who, *limits, **ends)

    check_one_clipping(who, given)
    return {
        "weight_decay": optional(number_between, "weight_decay", 0),
        **{name: optional(number_between, name, 0, open_low=True) for name in CLIPPING},
        "use_ema": boolean(given["use_ema"], "use_ema", who),
        "ema_momentum": number_between(given["ema_momentum"], "ema_momentum", who, 0, 1),
        "ema_overwrite_frequency": optional(whole_number, "ema_overwrite_frequency", 1),
        "loss_scale_factor": optional(number_between, "loss_scale_factor", 0, open_low=True),
        "gradient_accumulation_steps": optional(whole_number, "gradient_accumulation_steps", 2),
    }


def check_one_clipping(who, given):
    """Gradients are clipped in one way or in none."""
    several = {name: given[name] for name in CLIPPING if given[name] is not None}
    if len(several) > 1:
        received = ", ".join(f"{name}={value!r}" for name, value in several.items())
        raise ValueError(f"{who}: gradients can be clipped in one way only. Received: {received}. "
                         f"Keep one of them, such as {next(iter(several))}.")


def old_names(cls, learning_rate, keywords):
    """The learning rate after Keras 2's `lr` and `decay` have been heard; any other keyword is an error."""
    keywords = dict(keywords)
    learning_rate = keywords.pop("lr", learning_rate)
    decay = keywords.pop("decay", None)
    if decay:
        warnings.warn(
            f"{cls.__name__}: `decay` left Keras with version 3 and is ignored, here as there. Received: "
            f"decay={decay}. For a rate that falls so, write "
            f"learning_rate=nnlite.optimizers.schedules.InverseTimeDecay(0.01, 1, {decay}).",
            stacklevel=4,
        )
    known = [name for name in inspect.signature(cls).parameters if name != "kwargs"]
    unexpected_keywords(cls.__name__, keywords, [*known, *COMMON, "name"])
    return learning_rate


def rate(value, who):
    """A learning rate: finite, not negative."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, numbers.Real) and not 0 <= value < math.inf:
        raise ValueError(sentence(who, "learning_rate must be finite and not negative", "learning_rate", value,
                                  "Begin with learning_rate=0.001."))
    return number_between(value, "learning_rate", who, 0)


def small_number(value, name, who):
    """An epsilon; Keras 2 let None stand for the default."""
    return 1e-7 if value is None else number_between(value, name, who, 0)


def rate_function(schedule, who):
    """A function of the step; Keras also takes functions of nothing."""
    if isinstance(schedule, type):
        raise ValueError(sentence(who, "learning_rate is a class, not a schedule made from it", "learning_rate",
                                  schedule, f"Write learning_rate={schedule.__name__}(...)."))
    try:
        inspect.signature(schedule).bind(0)
    except TypeError:
        return OfNothing(schedule)
    except ValueError:  # written in C, and tells nothing about its arguments
        pass
    return schedule


class OfNothing:
    """A function of nothing, called as a function of the step; unlike a lambda it can be pickled."""

    def __init__(self, function):
        self.function = function

    def __call__(self, step):
        return self.function()
