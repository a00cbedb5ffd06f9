"""What came out of an examination? Plain data: which checks a file passed, for how many points, and what to say."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Check:
    """What one check found.

    Attributes:
        name: The name of its function.
        title: What it checks.
        points: What it is worth.
        passed: Whether it passed.
        message: What to say if not, in lines.
        hidden: Whether only the teacher sees it.
    """

    name: str
    title: str
    points: float
    passed: bool
    message: list[str] = field(default_factory=list)
    hidden: bool = False


@dataclass
class Report:
    """What all checks of one exercise found in one file.

    Attributes:
        exercise: Its id.
        checks: What each check found, in their order.
        output: What the student's code printed.
        seconds: How long its code ran.
        level: The level of isolation.
        seed: What the random numbers of the checks were made from.
        stopped: Whether its time was over before all was checked.
    """

    exercise: str
    checks: list[Check] = field(default_factory=list)
    output: str = ""
    seconds: float = 0.0
    level: int = 0
    seed: int = 0
    stopped: bool = False

    @property
    def visible(self) -> list[Check]:
        """The checks that students see."""
        return [check for check in self.checks if not check.hidden]

    @property
    def passed(self) -> bool:
        """Whether there are checks, and all of them passed."""
        return bool(self.checks) and all(check.passed for check in self.checks)

    @property
    def points(self) -> float:
        """The points of the checks that passed."""
        return sum(check.points for check in self.checks if check.passed)

    @property
    def most(self) -> float:
        """The points of all checks."""
        return sum(check.points for check in self.checks)

    def as_dict(self) -> dict[str, Any]:
        """The report for a program that reads JSON."""
        return asdict(self) | {"passed": self.passed, "points": self.points, "most": self.most}


def from_dict(data: dict[str, Any]) -> Report:
    """The report that `as_dict` wrote."""
    fields = {key: data[key] for key in ("exercise", "output", "seconds", "level", "seed", "stopped")}
    return Report(checks=[Check(**one) for one in data["checks"]], **fields)


def safe(text: str, most: int = 2000) -> str:
    """A student's text for a screen or a file: no control characters, no reversed writing, not endless."""
    kept = "".join(letter if letter == "\n" or is_shown(letter) else "\N{REPLACEMENT CHARACTER}"
                   for letter in text[:most].expandtabs(4).replace("\r\n", "\n"))
    return kept if len(text) <= most else f"{kept} …"


def is_shown(letter: str) -> bool:
    """Whether a character does nothing but stand there."""
    return unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
