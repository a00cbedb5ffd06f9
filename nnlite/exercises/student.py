"""How do checks reach the work of a student? They ask by name; plain data come back, or a model made again here."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np

import nnlite
from nnlite.exercises.checking import Wrong, expect
from nnlite.exercises.game import Game, StudentError
from nnlite.exercises.submission import Submission

IDLE = 0.005                # seconds after which a process that does nothing has answered
MOST_TEXT = 2**20           # in its description; a model of that size is made again in seconds
MOST_NUMBERS = 8 * 2**20    # in the weights of a model


class Student:
    """The student's side, seen from a check.

    Args:
        submission: What was handed in.
        level: The level of isolation.
        random: Where checks draw their inputs from, other ones each time.

    Attributes:
        source: The text of the file.
        random: A `numpy.random.Generator`.
    """

    def __init__(self, submission: Submission, level: int, random: np.random.Generator):
        self.source, self.random = submission.source, random
        self.submission, self.level = submission, level
        self.suffix = submission.exercise.suffix
        self.game = Game(level, submission.exercise.seconds)
        self.failed: StudentError | None = None
        self.is_loaded = False

    def loaded(self) -> None:
        """Run the file, once; what it raised then is what every check says."""
        if self.failed is not None:
            raise self.failed
        if not self.is_loaded:
            try:
                self.game.ask("load", source=self.source, suffix=self.suffix)
            except StudentError as error:
                self.failed = error
                raise
            if self.suffix == ".pyx":
                self.game.spent = 0.0   # a compiler's time is not the student's
            self.is_loaded = True

    def call(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """What a function of the file returns. A `Kept` among the arguments stands for its object, here and below."""
        return self.game.ask("call", path=[name], args=meant(args), kwargs=kwargs, keep=False, repeat=1)

    def get(self, name: str) -> Any:
        """The value of a name in the file."""
        return self.game.ask("get", path=[name])

    def make(self, name: str, *args: Any, **kwargs: Any) -> Kept:
        """What a class or function of the file makes, kept on the other side to be asked again."""
        return Kept(self, self.game.ask("call", path=[name], args=meant(args), kwargs=kwargs, keep=True, repeat=1))

    def put(self, value: Any) -> Kept:
        """A value that stays on the other side, for calls that change it or that are timed."""
        return Kept(self, self.game.ask("keep", value=value))

    def model(self, name: str, *args: Any, **kwargs: Any) -> nnlite.Model:
        """The model that a function of the file returns, made again here from its configuration and weights."""
        return self.as_model(self.call(name, *args, **kwargs), name)

    def as_model(self, value: Any, what: str) -> nnlite.Model:
        """A model from what came back.

        Raises:
            Wrong: It is no model.
        """
        is_model = isinstance(value, dict) and set(value) == {"model", "weights", "compiled"}
        expect(is_model, f"{what}() returns a model", value, "Does the function end with `return Model(...)`?")
        size = sum(weight.size for weight in value["weights"] if isinstance(weight, np.ndarray))
        expect(size <= MOST_NUMBERS, f"a model with less than {MOST_NUMBERS:,} weights", f"one with {size:,}")
        text = value["model"] if isinstance(value["model"], str) else ""
        expect(len(text) <= MOST_TEXT, "a model that is described in less than a megabyte", f"{len(text):,} letters")
        try:
            model = nnlite.models.model_from_json(value["model"])
            model.set_weights(value["weights"])
        except Exception as error:
            raise Wrong("a model made of nnlite's own layers", f"one that cannot be made again: {error}",
                        "Is it made with Model(inputs, outputs), and of layers from nnlite.layers?") from None
        return model

    def seconds(self, name: str, *args: Any, repeat: int = 1) -> float:
        """How long some calls take, by the clock on this side."""
        return self.timed("call", path=[name], args=meant(args), kwargs={}, keep=False, repeat=repeat)[1]

    def sweep(self, name: str, inputs: list[tuple[Any, ...]], written: int | None = None) -> tuple[list[Any], float]:
        """What calls on each of some inputs return, and how long all of them take.

        Args:
            name: The function.
            inputs: The arguments of each call. No input should come twice, so that no answer can be kept from before.
            written: Which argument the function writes into, if it is that which is wanted and not what it returns.
        """
        sent = [meant(tuple(self.put(one) for one in args)) for args in inputs]
        return self.timed("sweep", path=[name], inputs=sent, written=written)   # the values themselves are in the reply

    def timed(self, do: str, **arguments: Any) -> tuple[Any, float]:
        """The reply to a request, and how long the other side was busy with it."""
        before = self.game.spent
        reply = self.game.ask(do, **arguments)
        took = self.game.spent - before
        self.game.ask("get", path=["__name__"])     # who answered before the work was done is still busy with it now
        waited = self.game.spent - before - took
        return reply, took + (waited if waited > IDLE else 0.0)

    def peak(self, name: str, *args: Any) -> int:
        """Bytes that a call holds at most, as the other side counts them: good against mistakes, no proof."""
        return int(self.game.ask("peak", path=[name], args=meant(args)))

    def tree(self) -> ast.Module:
        """The syntax tree of the file; what is read in it is a hint, never a proof."""
        return ast.parse(self.source)

    def end(self) -> None:
        """End the other side."""
        self.game.end()


class Kept:
    """An object on the student's side."""

    def __init__(self, student: Student, number: int):
        self.student, self.number = student, number

    def call(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """What a method returns; "" is the object itself. A `Kept` among the arguments stands for its object."""
        path = [self.number, *(method.split(".") if method else [])]
        return self.student.game.ask("call", path=path, args=meant(args), kwargs=kwargs, keep=False, repeat=1)

    def get(self, attribute: str) -> Any:
        """An attribute."""
        return self.student.game.ask("get", path=[self.number, *attribute.split(".")])

    def value(self) -> Any:
        """The object itself, as it is now."""
        return self.student.game.ask("get", path=[self.number])

    def is_same(self, other: Kept) -> bool:
        """Whether another one is this object, not a copy of it."""
        return self.student.game.ask("same", numbers=[self.number, other.number]) is True


def meant(args: tuple[Any, ...]) -> list[Any]:
    """Arguments as they are sent: the number of a `Kept` stands for its object, and a tuple stays a tuple."""
    return [{"kept": one.number} if isinstance(one, Kept) else {"tuple": list(one)} if type(one) is tuple else one
            for one in args]
