"""`ask` as a whole process, from start to answer, beside processes that only import what others need.

Runs as a small process of its own (`python -m tests.benchmarks.command QUESTION`): the most memory that the system
reports of a child is never less than its parent held, so a parent with scikit-learn loaded would measure itself.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from statistics import median
from time import perf_counter

RUNS = 9
_COMMANDS = {
    "python alone": ["-c", "pass"],
    "import yaml, rapidfuzz": ["-c", "import yaml, rapidfuzz.process"],
    "ask": ["-m", "bot", "ask"],
    "ask --json": ["-m", "bot", "ask", "--json"],
    "import bm25s": ["-c", "import bm25s, Stemmer"],
    "import scikit-learn": ["-c", "from sklearn.feature_extraction.text import TfidfVectorizer"],
}
_OPTIONAL = ("import bm25s", "import scikit-learn")
Measured = dict[str, tuple[float, float]]


def measured(question: str, runs: int = RUNS, names: Iterable[str] = _COMMANDS) -> Measured:
    """Median milliseconds and megabytes of each command, measured from a small process."""
    command = [sys.executable, "-m", "tests.benchmarks.command", question, str(runs), *names]
    finished = subprocess.run(command, check=True, capture_output=True, text=True)
    return {name: (took, held) for name, (took, held) in json.loads(finished.stdout).items()}


def _main(question: str, runs: int, names: Sequence[str]) -> None:
    samples: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    # The first round warms the disk and writes byte code; it doesn't count.
    for number in range(runs + 1):
        for name in names:
            sample = _run([*_COMMANDS[name], question])
            if sample is None and name not in _OPTIONAL:
                sys.exit(f"{name} failed")
            if number and sample:
                samples[name].append(sample)
    medians = {name: [median(column) for column in zip(*own, strict=True)] for name, own in samples.items() if own}
    sys.stdout.write(json.dumps(medians))


def _run(arguments: list[str]) -> tuple[float, float] | None:
    """Milliseconds and megabytes; None if it failed."""
    started = perf_counter()
    child = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    took = (perf_counter() - started) * 1000
    child.returncode = os.waitstatus_to_exitcode(status)
    megabyte = 2**20 if sys.platform == "darwin" else 2**10
    return None if child.returncode else (took, usage.ru_maxrss / megabyte)


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
