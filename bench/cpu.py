"""Where the CPU seconds of a right submission go, and how many the slowest of all may take.

    python bench/cpu.py [--runs 10]
    python bench/cpu.py --most [WORD ...]
    python bench/cpu.py --half [WORD ...] [--slowest 8]

`judge` is the judge's own process, in parts that do not overlap; `workers` is the nursery with
every worker that it forked, by the kernel's count.

--most grades submissions that wait a little below every limit, or those with one of the words in
their name: CPU seconds of their processes and readers, of the judge, and seconds by the clock. It
ends with 1 where one takes more than `submission_seconds`, or by the clock than `wall_factor` times
as many.

--half grades the solutions and the slowest right submissions of the corpus on one core, which two
busy loops share with them, and ends with 1 where one of them loses a point.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slow_submissions import SLOW, solutions

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from grader.course.course import built_in_course, load_course
from grader.judge.grading import Judge
from grader.submission.reader.reader import warm_reader
from grader.submission.submission import Submission, read_submission

ROOT = Path(__file__).parent.parent
TRAINED = ("train", "hidden_layer")


def main() -> None:
    """Print the table: seconds of one submission, the mean of the runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--most", nargs="*", metavar="WORD")
    parser.add_argument("--half", nargs="*", metavar="WORD")
    parser.add_argument("--slowest", type=int, default=8, metavar="N")
    options = parser.parse_args()
    if options.most is not None:
        sys.exit(the_slowest(options.most))
    if options.half is not None:
        sys.exit(on_half_a_core(options.half, options.slowest))
    where_it_goes(options.runs)


def where_it_goes(runs: int) -> None:
    """Print the parts of a right submission's seconds."""
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


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of CPU of a submission's processes and readers, of the judge, and by the clock."""

    processes: float
    judge: float
    clock: float
    score: float


def graded(judge: Judge, make: Callable[[], Submission]) -> Took:
    """Read and grade one submission."""
    readers = judge._reader, warm_reader()
    families = [judge._launcher._launched.pid]  # type: ignore[attr-defined]
    for reader in readers:
        reader._replace()
        reader.start()
        families.append(reader._launcher._launched.pid)  # type: ignore[union-attr]
    before = sum(map(of_family, families)), time.process_time(), time.monotonic()
    grade = judge.grade(make())
    took = time.process_time() - before[1], time.monotonic() - before[2]
    for reader in readers:
        reader._replace()
        reader._launcher.rest()  # type: ignore[union-attr]  # a child counts when it has ended
    return Took(sum(map(of_family, families)) - before[0], *took, grade.score)


def the_slowest(words: list[str]) -> int:
    """Grade what waits below every limit, and print what each took; 1 where one took too much."""
    course, late = load_course(built_in_course()), 0
    most = course.limits.submission_seconds
    print(f"{'submission':34} {'processes':>9} {'judge':>6} {'clock':>6}  (at most {most:g} s)")
    with Judge(course, "digits") as judge:
        judge.grade(Submission("right", solutions()))
        for name, make in SLOW.items():
            if words and not any(word in name for word in words):
                continue
            took = graded(judge, make)
            is_late = took.processes > most or took.clock > most * course.limits.wall_factor
            late += is_late
            print(f"{name:34} {told(took)}{' LATE' * is_late}", flush=True)
    return late > 0


def on_half_a_core(words: list[str], count: int) -> int:
    """Grade the slowest right submissions beside two busy loops; 1 where one lost a point."""
    from corpus import examples

    right, course = Submission("solutions", solutions()), load_course(built_in_course())
    makers = {"solutions": lambda: right}
    makers |= {
        e.id: lambda e=e: e.submission(right)  # type: ignore[misc]
        for e in examples("right")
        if (any(word in e.id for word in words) if words else e.exercise in TRAINED)
    }
    with Judge(course, "digits") as judge:
        seconds = {name: graded(judge, make).processes for name, make in makers.items()}
    slowest = sorted(seconds.keys() - {"solutions"}, key=lambda name: -seconds[name])[:count]
    os.sched_setaffinity(0, {0})
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    lost = 0
    try:
        with Judge(course, "digits") as judge:
            for name in ("solutions", *slowest):
                took = graded(judge, makers[name])
                lost += took.score < 110
                print(f"{name:44} {seconds[name]:6.1f} alone, {told(took)}", flush=True)
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
    return lost > 0


def told(took: Took) -> str:
    """The figures of one submission."""
    return f"{took.processes:9.1f} {took.judge:6.1f} {took.clock:6.1f}  {took.score:g} points"


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
