"""A judge's process in miniature: it forks the nursery, learns a secret, and has a worker search.

    python tests/told_after_the_fork.py HOME [first]

With `first` it learns the secret before the fork, which is the mistake that the search has to find.
The worker wears no seal at all. What it found is printed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from grader.course.marks import shipped_contract
from grader.courses.mnist import works
from grader.examiner.draw import Draw
from grader.examiner.replies import play_in
from grader.sandbox.launch import Launched
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Patience
from grader.sandbox.sealed import Nursery
from grader.worker import nursery, warm

# Put together when it runs: neither this file nor the submission holds the secret itself.
PARTS = ("canary", "of", "a", "judge")
SEARCH = b"""
import re

SECRET = re.compile(rb"canary-of-a-[a-z]{4,10}-[0-9]{6}")

def backward(optimizer, loss):
    found = set()
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            if line.split()[1].startswith("rw") and "[v" not in line:
                try:
                    memory.seek(start)
                    found |= set(SECRET.findall(memory.read(end - start)))
                except (OSError, ValueError, OverflowError):
                    pass
    raise RuntimeError("FOUND " + " ".join(sorted(part.decode() for part in found)))

# This one is its own: canary-of-a-worker-271828
"""


def secret() -> str:
    """A text that a judge knows."""
    return "-".join([*PARTS, str(314159)])


def main(home: Path, first: bool) -> None:
    """Fork, learn, and let a worker search."""
    kept = [secret()] if first else []
    warm.warm_up()
    child, control = nursery.fork()
    kept.append(secret())
    folder = home / "submission"
    folder.mkdir()
    (folder / "backward.py").write_bytes(SEARCH)
    with Nursery(Launched(home, child, control), shipped_contract(), seals=()) as held:
        worker = held.fork(folder)
        draw = Draw(shipped_contract(), "a seed")
        try:
            play_in(worker, works.backward(draw, [3], stale=False), Patience(60, 120))
        except Mishap as mishap:
            print(mishap.text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), "first" in sys.argv[2:])
