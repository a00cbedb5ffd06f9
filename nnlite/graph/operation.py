"""What stands in a graph where a function was called, such as `a + b`? An operation: a caller without weights."""

from nnlite._naming import unique_name
from nnlite.graph import trace


class Operation:
    """A function of nnlite.ops that was called on a drawn tensor.

    Attributes:
        name: `add`, `add_1`, …, counted like layers.
        function: what is called.
        nodes: the one call.
    """

    built = True
    trainable = True
    weights = trainable_weights = non_trainable_weights = variables = ()
    activity_regularizer = None

    def __init__(self, function, name=None):
        self.function = function
        self.class_name = camel_case(function.__name__)
        self.name = name or unique_name(self.class_name)
        self.nodes = []

    @property
    def output(self):
        """What the call returned."""
        return self.nodes[0].result

    def traced_call(self, *args, **kwargs):
        """Run the function under the open trace."""
        with trace.current().within(self.name):
            return self.function(*args, **kwargs)

    def __call__(self, *args, **kwargs):
        if trace.current() is not None:
            return self.traced_call(*args, **kwargs)
        return self.function(*args, **kwargs)

    def count_params(self):
        """0: functions have no weights."""
        return 0

    def __repr__(self):
        return f"<Operation {self.name}>"


def camel_case(name):
    """`get_item` as a class would be called: `GetItem`."""
    return "".join(part.capitalize() for part in name.split("_"))
