"""What can be done while a model trains."""

from nnlite.callbacks.callback import Callback
from nnlite.callbacks.callback_list import CallbackList
from nnlite.callbacks.history import History

__all__ = ["Callback", "CallbackList", "History"]
