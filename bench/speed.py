"""How fast a submission is graded, as ratios to work that cannot be avoided, in one run.

    python bench/speed.py [--runs 5] [--dataset digits] [--portable]

With --portable it is the cold check alone, with workers started the portable way.

cold: a whole `mnist-grade check solutions/` beside `python -c "import torch"`, in turn.
warm: later submissions of one warm judge beside the same scenes and trainings played in this
    process: each once for the student and once for the reference, which no grader can save.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--dataset", default="digits")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--portable", action="store_true")
    options = parser.parse_args()
    if options.portable:
        os.environ["MNIST_GRADE_WORKERS"] = "portable"
    print(f"{'measure':34} {'median s':>9} {'min s':>8} {'max s':>8}")
    torch_alone, cold = cold_runs(options.runs)
    row("python -c 'import torch'", torch_alone)
    row("mnist-grade check solutions/", cold)
    pairs = [b / a for a, b in zip(torch_alone, cold, strict=True)]
    words = f"cold ratio (at most {3 if options.portable else 1.4})"
    print(f"{words:34} {statistics.median(pairs):9.2f}")
    if options.portable:
        return
    pure, warm = warm_runs(options.runs * 4, options.dataset, options.data)
    row("pure compute in one process", pure)
    row("a warm submission", warm)
    print(f"{'warm ratio (at most 3)':34} {statistics.median(warm) / statistics.median(pure):9.2f}")


def row(name: str, seconds: list[float]) -> None:
    """One line of the table."""
    middle = statistics.median(seconds)
    print(f"{name:34} {middle:9.3f} {min(seconds):8.3f} {max(seconds):8.3f}")


def timed(call: Callable[[], object]) -> float:
    """Seconds of wall-clock time."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def cold_runs(runs: int) -> tuple[list[float], list[float]]:
    """Seconds of whole processes, A B A B after one warm-up of each."""
    torch_alone = [sys.executable, "-c", "import torch"]
    check = [str(Path(sys.executable).with_name("mnist-grade")), "check", str(ROOT / "solutions")]
    seconds: tuple[list[float], list[float]] = ([], [])
    for i in range(runs + 1):
        for command, kept in zip((torch_alone, check), seconds, strict=True):
            spent = timed(lambda c=command: subprocess.run(c, check=True, capture_output=True))
            kept.extend([spent] if i else [])
    return seconds


def warm_runs(runs: int, dataset: str, folder: Path) -> tuple[list[float], list[float]]:
    """Seconds of the pure compute and of the whole grading, in turn."""
    from grader.course.course import built_in_course, load_course
    from grader.examiner import examiner as module
    from grader.judge.grading import Judge
    from grader.submission.submission import read_submission

    course = load_course(built_in_course())
    settings = course.dataset.model_copy(update={"folder": str(folder.absolute())})
    course = course.model_copy(update={"dataset": settings})
    kept: list[module.Record] = []
    original = module.Examiner.close

    def keep(self: module.Examiner, *, passed: bool = False) -> None:
        kept.extend(self.records)
        original(self, passed=passed)

    module.Examiner.close = keep  # type: ignore[method-assign]
    with Judge(course, dataset) as judge:
        submission = read_submission(ROOT / "solutions")
        judge.grade(submission)
        works = {id(record.work): record.work for record in kept}
        module.Examiner.close = original  # type: ignore[method-assign]
        pure, warm = [], []
        for _ in range(runs):
            pure.append(timed(lambda: play_all(works.values(), judge)))
            warm.append(timed(lambda: judge.grade(submission)))
    return pure, warm


def play_all(works, judge) -> None:  # type: ignore[no-untyped-def]
    """Every scene and training twice: for the student and for the solution."""
    from grader.course.marks import shipped_contract
    from grader.course.shipped import shipped
    from grader.examiner.plays import play
    from grader.examiner.retraining import Lesson, loaders_own
    from grader.examiner.solutions import read_solutions
    from grader.scenes import training

    split = judge.dataset.train
    training.hold(split.scaled, split.labels)
    solutions = read_solutions(shipped("solutions"), shipped_contract())
    cast = solutions.functions()
    for work in works:
        play(cast, work)
        if work.kind == "training":
            given, told = [*work.under("given").values()], work.params
            rates = told["lr"], told["batch_size"]
            lesson = Lesson(solutions, told["parts"], split.scaled, split.labels, *rates)
            lesson.train(given, loaders_own(lesson, told["orders"]))
        else:
            play(cast, work)


if __name__ == "__main__":
    main()
