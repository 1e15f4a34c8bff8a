"""Where the CPU seconds of a right submission go, in a warm judge on one process's clock each.

    python bench/cpu.py [--runs 10]

`judge` is the judge's own process, in parts that do not overlap; `workers` is the nursery with
every worker that it forked, by the kernel's count.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print the table: seconds of one submission, the mean of the runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    from grader.course.course import built_in_course, load_course
    from grader.judge.grading import Judge
    from grader.submission.submission import read_submission

    submission = read_submission(ROOT / "solutions")
    with Judge(load_course(built_in_course()), "digits") as judge:
        for _ in range(2):
            assert judge.grade(submission).score == 110
        nursery = judge._launcher._launched.pid  # type: ignore[attr-defined]
        spent = timed_parts()
        own, theirs = time.process_time(), of_family(nursery)
        for _ in range(runs):
            judge.grade(submission)
        whole, workers = time.process_time() - own, of_family(nursery) - theirs
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"judge: {name:44} {seconds / runs:7.4f}")
    rest = whole - sum(spent.values())
    print(f"judge: {'all else (checks, pytest, waiting)':44} {rest / runs:7.4f}")
    print(f"judge, {'together':44} {whole / runs:7.4f}")
    print(f"workers, {'the nursery with them':42} {workers / runs:7.4f}")
    print(f"{'a right submission':51} {(whole + workers) / runs:7.4f}")


def of_family(process: int) -> float:
    """CPU seconds of a process and of all children that it has waited for."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def timed_parts() -> dict[str, float]:
    """Seconds by part from here on; a part inside another counts for itself alone."""
    from grader.examiner import draw, examiner, replies, retraining, solutions
    from grader.judge import grading, marking
    from grader.sandbox import process

    spent: dict[str, float] = defaultdict(float)
    inside: list[float] = []

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            started = time.process_time()
            inside.append(0.0)
            try:
                return function(*args, **named)
            finally:
                took = time.process_time() - started
                spent[name] += took - inside.pop()
                if inside:
                    inside[-1] += took

        return call

    for place, attribute, name in (
        (examiner, "play", "the solution's plays"),
        (retraining.Lesson, "train", "trainings done again"),
        (retraining.Again, "measures", "loss and accuracy of a training"),
        (examiner, "differences", "comparing"),
        (replies, "pack", "frames: work"),
        (replies, "sight_of", "frames: sights"),
        (process, "announce", "frames: headers"),
        (draw.Draw, "work", "work put together"),
        (draw.Draw, "tensor", "work drawn"),
        (draw.Draw, "model", "work drawn"),
        (marking, "diagnose", "looking for warnings"),
        (grading, "_tidy", "giving memory back"),
        (solutions, "read_solutions", "the solutions, read"),
    ):
        setattr(place, attribute, timed(name, getattr(place, attribute)))
    return spent


if __name__ == "__main__":
    main()
