"""`python -m benchmarks`: nnlite and its peers, side by side, for whichever of them this Python has installed."""

import argparse
import dataclasses
import json
import sys
from pathlib import Path

from benchmarks import machine, report
from benchmarks.registry import JOBS, PEERS
from benchmarks.run import run


def main():
    arguments = parse()
    seconds = 0.15 if arguments.quick else 0.3
    rounds = arguments.runs or (1 if arguments.quick else 3)
    busy = machine.load()
    results = run(arguments.jobs, arguments.peers, rounds, seconds, say)
    say("")
    about = machine.describe(results, rounds, seconds, busy)
    page = report.report(results, about, arguments.jobs)
    print(page)
    if arguments.markdown:
        arguments.markdown.write_text(page + "\n", encoding="utf-8")
    if arguments.json:
        arguments.json.write_text(json.dumps(as_data(results, about), indent=1), encoding="utf-8")
    return 1 if results.failures else 0


def parse():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--jobs", type=names(JOBS), default=list(JOBS), help=f"of {','.join(JOBS)}")
    parser.add_argument("--peers", type=names(PEERS), default=list(PEERS), help=f"of {','.join(PEERS)}")
    parser.add_argument("--runs", type=int, help="rounds of all peers (default 3)")
    parser.add_argument("--quick", action="store_true", help="one short round: a look, not a measurement")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every sample and row here as well")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the page here as well")
    return parser.parse_args()


def names(known):
    """A parser of comma-separated names."""

    def names_of(text):
        chosen = text.split(",")
        unknown = [name for name in chosen if name not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}")
        return [name for name in known if name in chosen]

    return names_of


def say(text):
    """Progress on one line of a terminal; nothing where nobody looks."""
    if sys.stderr.isatty():
        print(f"\r{text:<60}", end="" if text else "\r", file=sys.stderr, flush=True)


def as_data(results, about):
    """Everything, for other programs."""
    failures = [{"job": job, "peer": peer, "words": words} for (job, peer), words in results.failures.items()]
    rows = [dataclasses.asdict(row) for row in report.rows(results.samples)]
    return {"machine": about, "versions": results.versions, "samples": results.samples, "rows": rows,
            "failures": failures}


if __name__ == "__main__":
    sys.exit(main())
