"""What does a referee process do in a class? Read a job, examine one answer after the other, write a line for each."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from nnlite._optional import Later
from nnlite.exercises import catalog, limits
from nnlite.exercises.orphans import adopt_orphans, hide_from_others
from nnlite.exercises.referee import examine
from nnlite.exercises.submission import Submission

resource = Later("resource")
MEMORY = 2 * 2**30      # what comes back from a student's code may be a model of any size


def main() -> None:
    """Examine the answers of the job on standard input."""
    job = json.load(sys.stdin)
    adopt_orphans()
    hide_from_others()      # what is expected is in its memory, and reports leave through its output
    if limits.available():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    hidden = Path(job["hidden"]) if job["hidden"] else None
    for exercise, source, name in job["answers"]:
        report = examine(Submission(catalog.find(exercise), source, Path(name)), job["level"], hidden)
        sys.stdout.write(json.dumps(report.as_dict()) + "\n")
        sys.stdout.flush()
