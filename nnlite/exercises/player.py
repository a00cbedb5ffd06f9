"""What runs a student's code? This process, and nothing else: it answers requests with plain data until it is ended.

It never sees a check, an expected value or another student's file. It limits itself before the first line of the
student's code, keeps its two pipes away from `print` and `input`, and sends what functions return, or what went wrong.
"""

from __future__ import annotations

import builtins
import linecache
import os
import sys
import traceback
import tracemalloc
from types import ModuleType
from typing import IO, Any

import numpy as np

import nnlite
from nnlite.exercises import compiling, wire
from nnlite.exercises.limits import limit_this_process

FILE = "your file"


class Player:
    """Loads one file and does what it is asked to with the names in it.

    Attributes:
        names: What the file defines.
        kept: Objects that stay here, by the number under which the referee knows them.
    """

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self.kept: dict[int, Any] = {}

    def load(self, source: str, suffix: str) -> list[str]:
        """Run the file; the names that it defines."""
        linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
        if suffix == ".pyx":
            module = compiling.compiled(source, os.getcwd())
            self.names = vars(module)
        else:
            module = ModuleType("exercise")
            sys.modules["exercise"] = module
            self.names = vars(module)
            exec(compile(source, FILE, "exec"), self.names)
        return sorted(name for name in self.names if not name.startswith("_"))

    def call(self, path: list[Any], args: list[Any], kwargs: dict[str, Any], keep: bool, repeat: int) -> Any:
        """Call something some times; its last result, or the number of one that stays here."""
        function = self.find(path)
        args, kwargs = [self.meant(one) for one in args], {key: self.meant(one) for key, one in kwargs.items()}
        result = None
        for _ in range(repeat):
            result = function(*args, **kwargs)
        return self.keep(result) if keep else plain(result)

    def peak(self, path: list[Any], args: list[Any]) -> int:
        """The most bytes that a call holds of its own; the less of two calls, because the first may load something."""
        function, args = self.find(path), [self.meant(one) for one in args]
        peaks = []
        for _ in range(2):
            tracemalloc.start()
            try:
                function(*args)
                peaks.append(tracemalloc.get_traced_memory()[1])
            finally:
                tracemalloc.stop()
        return min(peaks)

    def get(self, path: list[Any]) -> Any:
        """A value."""
        return plain(self.find(path))

    def find(self, path: list[Any]) -> Any:
        """A name of the file, or an attribute of an object that stays here."""
        first, *rest = path
        if isinstance(first, int):
            found = self.kept[first]
        elif first in self.names:
            found = self.names[first]
        else:
            raise NameError(f"there is no {first!r} in your file")
        for name in rest:
            found = getattr(found, name)
        return found

    def sweep(self, path: list[Any], inputs: list[list[Any]], written: int | None) -> Any:
        """Call something on each of some inputs; its results, or the arguments that it wrote into."""
        function, calls = self.find(path), [[self.meant(one) for one in args] for args in inputs]
        results = [function(*args) for args in calls]
        return plain(results if written is None else [args[written] for args in calls])

    def same(self, numbers: list[int]) -> bool:
        """Whether two objects that stay here are one object, or two views of the same numbers."""
        first, second = (self.kept[number] for number in numbers)
        both = isinstance(first, np.ndarray) and isinstance(second, np.ndarray)
        return first is second or (both and first.shape == second.shape and np.may_share_memory(first, second))

    def keep(self, value: Any) -> int:
        """Keep an object; its number."""
        self.kept[len(self.kept)] = value
        return len(self.kept) - 1

    def meant(self, value: Any) -> Any:
        """An argument: the object that stays here where its number was sent, a tuple where a list stands for one."""
        if isinstance(value, dict) and set(value) == {"kept"}:
            return self.kept[value["kept"]]
        if isinstance(value, dict) and set(value) == {"tuple"}:
            return tuple(value["tuple"])
        return value


def plain(value: Any) -> Any:
    """A result as it can be sent: a model as its configuration and weights, everything else as it is."""
    if isinstance(value, nnlite.Model):
        graph = without_class(value)
        return {"model": written(graph), "weights": [to_array(w) for w in graph.get_weights()],
                "compiled": compiled_with(value)}
    if type(value) in (list, tuple):
        return [plain(one) for one in value]
    if type(value) is dict:
        return {key: plain(one) for key, one in value.items()}
    return to_array(value)


def without_class(model: nnlite.Model) -> nnlite.Model:
    """A model as `Model(inputs, outputs)` makes it; itself where it has no graph, or a class of nnlite."""
    if type(model) in (nnlite.Model, nnlite.Sequential):
        return model
    try:
        return nnlite.Model(model.input, model.output, name=model.name)
    except Exception:
        return model


def written(model: nnlite.Model) -> str:
    """The configuration of a model as text.

    Raises:
        ValueError: Something in it cannot be written down.
    """
    try:
        return model.to_json()
    except Exception as error:
        raise ValueError(f"the checks cannot look into this model: {error}. Use layers of nnlite.layers, and functions "
                         "of nnlite.ops instead of a Lambda.") from None


def to_array(value: Any) -> Any:
    """The array in a variable of nnlite; a student's own object is what it is, and does nothing when it is sent."""
    return value.numpy() if type(value) is nnlite.Variable else value


def compiled_with(model: nnlite.Model) -> Any:
    """What `compile` was told, or None; only that it was where something in it cannot be written down."""
    try:
        return model.get_compile_config() if model.optimizer is not None else None
    except (ValueError, TypeError):
        return {}


def problem(error: BaseException) -> dict[str, Any]:
    """What a student is told about an exception: what it says, and the lines of their own file that led to it."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [[frame.lineno, linecache.getline(FILE, frame.lineno or 0).strip()] for frame in frames
             if frame.filename == FILE or frame.filename.endswith("exercise.pyx")]
    if isinstance(error, compiling.CompileFailed):
        lines = [list(line) for line in error.lines]
    if isinstance(error, SyntaxError) and error.filename == FILE:
        lines.append([error.lineno or 0, (error.text or "").strip()])
    try:
        message = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:
        message = "(its text cannot be shown)"
    return {"kind": type(error).__name__, "message": message[:4000], "lines": lines[-5:]}


def answer(player: Player, request: dict[str, Any]) -> dict[str, Any]:
    """The reply to a request: what came out of it, or what went wrong."""
    try:
        result = getattr(player, request["do"])(**request["with"])
        return {"result": result}
    except BaseException as error:     # also exit(): nothing that a student's code raises ends the conversation
        return {"problem": problem(error)}


def main(limits: dict[str, int], user: int | None = None) -> None:
    """Answer until the pipe is closed."""
    requests, replies = private_pipes()
    if user is not None:
        become(user)
    limit_this_process(limits)
    builtins.input = no_input
    player = Player()
    wire.send(replies, {"ready": True})
    while True:
        try:
            request = wire.receive(requests)
        except EOFError:
            os._exit(0)
        reply = answer(player, request)
        flush_output()
        wire.send(replies, reply | {"number": request["number"]})


def private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Take the pipes away from standard input and output: what is printed goes to a file, and nothing can be read."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)       # the referee opened a file there
    return requests, replies


def become(user: int) -> None:
    """Be somebody else than root, for good."""
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)


def flush_output() -> None:
    """Let what was printed arrive, as far as there is room for it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue


def no_input(*_: Any) -> str:
    """What `input()` is here."""
    raise EOFError("nobody is there to answer input(); checks call your functions with arguments")
