"""Who runs when? Every peer once, then every peer again, so that a machine that drifts is unfair to none.

A slow peer sits out every other round: the page would take much longer, and its ratios leave little to doubt.
"""

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field

from benchmarks.footprint import ROOT
from benchmarks.registry import JOBS, PEERS

# For libraries that would otherwise look for other backends and devices, or talk; and byte-compiled files are kept.
QUIET = {"KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1",
         "JAX_PLATFORMS": "cpu", "PYTHONDONTWRITEBYTECODE": ""}
PATIENCE = 300


@dataclass
class Results:
    """Samples by job, figure and peer; versions by library; what failed, and which peers are not here."""

    samples: dict = field(default_factory=dict)
    versions: dict = field(default_factory=dict)
    failures: dict = field(default_factory=dict)
    absent: list = field(default_factory=list)

    def add(self, job, peer, report):
        """Take in what a child printed."""
        self.versions.update(report["versions"])
        for figure, values in report["figures"].items():
            self.samples.setdefault(job, {}).setdefault(figure, {}).setdefault(peer, []).extend(values)


def installed(peer):
    """Whether all of a peer's libraries can be imported."""
    return all(importlib.util.find_spec(library) for library in PEERS[peer].libraries)


def run(jobs, peers, rounds, seconds, say=print):
    """All jobs, by all wanted peers that are installed."""
    results = Results(absent=[peer for peer in peers if not installed(peer)])
    for job in jobs:
        for number in range(1 if JOBS[job].once else rounds):
            for peer in JOBS[job].peers:
                passed = peer not in peers or peer in results.absent or (PEERS[peer].seldom and number % 2)
                if not passed and (job, peer) not in results.failures:
                    say(f"{job}: {peer}, round {number + 1}")
                    run_child(results, job, peer, seconds)
    return results


def run_child(results, job, peer, seconds):
    """One process; what it reports, or its last words, go into the results."""
    command = [sys.executable, "-m", "benchmarks.child", job, peer, "--seconds", str(seconds)]
    try:
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **QUIET}, capture_output=True, text=True,
                              timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        results.failures[job, peer] = f"not done after {PATIENCE} s"
        return
    if done.returncode:
        results.failures[job, peer] = (done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1]
    else:
        results.add(job, peer, json.loads(done.stdout.splitlines()[-1]))
