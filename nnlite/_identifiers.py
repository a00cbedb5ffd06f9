"""Which object does "relu", "adam" or {"class_name": "L2", ...} mean? One table a kind, one way to look it up.

    REGISTRY = Registry("optimizer", {"sgd": SGD, "adam": Adam}, base=Optimizer, module="keras.optimizers")
    REGISTRY.get("adam")        # an Adam
    REGISTRY.get("adamm")       # ValueError: Unknown optimizer 'adamm'. Did you mean 'adam'? ...

Names are looked up in tables only: nothing is imported or evaluated on the word of a file.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from nnlite._checks import a_type, received, short_repr, suggest, with_article
from nnlite._naming import to_snake_case

CUSTOM_OBJECTS: dict[str, Any] = {}     # a user's own classes and functions; they cannot shadow a built-in name
FEW = 6


class Registry:
    """The names of one kind of object: optimizers, losses, activations, ...

    Args:
        kind: The noun for the error sentence, such as "optimizer"; also the default name of the argument.
        classes: Canonical name -> class or function. The spellings `GlorotUniform`, `glorot_uniform` and
            `glorotuniform` of a class's own name come by themselves.
        aliases: Further name -> class or function, such as "mse". A canonical name goes before an alias, an alias
            before an automatic spelling.
        base: A class whose instances and subclasses are accepted as they are, a user's own included.
        module: The public module that Keras writes into a serialised object, such as "keras.optimizers".
        functions: Whether any function, or object that can be called, will do as well.
    """

    def __init__(self, kind: str, classes: Mapping[str, Any], aliases: Mapping[str, Any] | None = None, *,
                 base: type | tuple[type, ...] = (), module: str = "", functions: bool = True):
        self.kind = kind
        self.module = module
        self.functions = functions
        self.classes = dict(classes)
        self._objects = {**dict(aliases or {}), **self.classes}
        for target in list(self._objects.values()):
            for name in spellings(target):
                self._objects.setdefault(name, target)
        bases = base if isinstance(base, tuple) else (base,)
        self._types = bases + tuple(target for target in self._objects.values() if isinstance(target, type))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._objects

    def names(self) -> list[str]:
        """The canonical names."""
        return list(self.classes)

    def get(self, identifier: Any, argument: str = "", custom_objects: Mapping[str, Any] | None = None) -> Any:
        """The object that an identifier stands for.

        Args:
            identifier: None, an instance or any function (returned as they are), a class (instantiated), a name,
                or a configuration `{"class_name": name, "config": {...}}`.
            argument: The name of the argument that the identifier came in, for the error sentence.
            custom_objects: Further name -> class or function.

        Raises:
            ValueError: If it stands for nothing known.
        """
        argument = argument or self.kind.replace(" ", "_")
        if identifier is None:
            return None
        if isinstance(identifier, str):
            target = self.find(identifier, argument, custom_objects)
            return target() if isinstance(target, type) else target
        if isinstance(identifier, Mapping):
            return self._from_dictionary(identifier, argument, custom_objects)
        if isinstance(identifier, type):
            if issubclass(identifier, self._types) or (self.functions and _instances_are_callable(identifier)):
                return identifier()
        elif isinstance(identifier, self._types) or (self.functions and callable(identifier)):
            return identifier
        ways = "a name, an object, a function" if self.functions else "a name, an object"
        raise ValueError(f"{with_article(self.kind).capitalize()} is given by {ways} or a configuration. "
                         f"{received(argument, identifier)}.{self._few()}")

    def find(self, name: str, argument: str = "", custom_objects: Mapping[str, Any] | None = None) -> Any:
        """The class or the function of a name; a built-in one goes before a user's own."""
        for table in (self._objects, custom_objects or {}, CUSTOM_OBJECTS):
            if name in table:
                return table[name]
        if name.lower() in self._objects:  # Keras is not strict about capitals
            return self._objects[name.lower()]
        known = [*self.classes, *self._objects, *(custom_objects or {}), *CUSTOM_OBJECTS]
        hint = suggest(name, known) or self._few()
        raise ValueError(f"Unknown {self.kind} {short_repr(name)}.{hint} "
                         f"Received: {argument or self.kind}={short_repr(name)}")

    def _few(self) -> str:
        names = ", ".join(repr(name) for name in self.names()[:FEW])
        return f" Some valid names: {names}." if names else ""

    def _from_dictionary(self, identifier: Mapping[str, Any], argument: str,
                         custom_objects: Mapping[str, Any] | None) -> Any:
        name, config = identifier.get("class_name"), identifier.get("config", {})
        if identifier.get("registered_name") in CUSTOM_OBJECTS and name not in self._objects:
            name = identifier["registered_name"] if name != "function" else name
        if name == "function":      # Keras's form of a function
            name, config = config, {}
        if not isinstance(name, str) or not isinstance(config, Mapping):
            raise ValueError(f"A configuration of {with_article(self.kind)} has the form "
                             f"{{'class_name': name, 'config': {{...}}}}. {received(argument, dict(identifier))}")
        target = self.find(name, argument, custom_objects)
        if not isinstance(target, type):
            return target
        return target.from_config(dict(config)) if hasattr(target, "from_config") else target(**config)

    def serialize(self, obj: Any) -> Any:
        """What `get` takes back: a name for a function, Keras's dictionary for an object, None for None.

        >>> Registry("activation", {"abs": abs}).serialize(abs)
        'abs'
        """
        if obj is None or isinstance(obj, str):
            return obj
        if not hasattr(obj, "get_config"):
            return self.name_of(obj)
        own = type(obj) in self._objects.values()
        return {
            "module": self.module if own else type(obj).__module__,
            "class_name": type(obj).__name__,
            "config": obj.get_config(),
            "registered_name": None if own else registered_name(type(obj)),
        }

    def name_of(self, function: Callable[..., Any]) -> str:
        """The canonical name of a function, the one it was registered under, or the one in its `def`."""
        for name, target in self.classes.items():
            if target is function:
                return name
        registered = next((n for n, known in CUSTOM_OBJECTS.items() if known is function and ">" in n), None)
        if registered is not None:
            return registered
        name = getattr(function, "__name__", "")
        if not name.isidentifier():
            raise ValueError(f"{with_article(self.kind).capitalize()} without a name cannot be serialised: "
                             f"{a_type(function)}. {received(self.kind, function)}. Write it with def.")
        return name


@contextlib.contextmanager
def custom_object_scope(objects: Mapping[str, Any]) -> Iterator[None]:
    """While this runs, the names of one's own classes and functions are known."""
    before = dict(CUSTOM_OBJECTS)
    CUSTOM_OBJECTS.update(objects)
    try:
        yield
    finally:
        CUSTOM_OBJECTS.clear()
        CUSTOM_OBJECTS.update(before)


def registered_name(cls: Any) -> str:
    """The name under which a class of one's own was registered: `package>name`, or its own name."""
    return next((name for name, known in CUSTOM_OBJECTS.items() if known is cls and ">" in name), cls.__name__)


def spellings(target: Any) -> list[str]:
    """The names by which Keras finds a class or a function.

    >>> spellings(type("HeNormal", (), {}))
    ['HeNormal', 'he_normal', 'henormal']
    """
    name = getattr(target, "__name__", "")
    if not isinstance(target, type):
        return [name] if name.isidentifier() else []
    return list(dict.fromkeys([name, to_snake_case(name), name.lower()]))


def _instances_are_callable(target: type) -> bool:
    return any("__call__" in ancestor.__dict__ for ancestor in target.__mro__)
