"""How fast, how steadily and in how much memory a whole class is graded.

    python bench/batch.py rate    [--counts 100] [--lanes 2]    right submissions a second
    python bench/batch.py growth  [--counts 100,500,2000]       time and memory by their number
    python bench/batch.py mixed   [--counts 500]                right, wrong, hostile, malformed
    python bench/batch.py kills   [--counts 200] [--kills 20]   killed again and again: the same?
    python bench/batch.py profile [--counts 30]                 where a lane's judge spends its time

Every class is generated (tests/handed_in.py) and graded by `mnist-grade batch` itself, on digits.
Seconds a submission leave out the start; the rate is that between the first and the last grade.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
PROGRAM = str(Path(sys.executable).with_name("mnist-grade"))
ONLY_RIGHT = {"right": 1.0}


def main() -> None:
    """Run one measurement."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["rate", "growth", "mixed", "kills", "profile"])
    parser.add_argument("--counts", default="")
    parser.add_argument("--lanes", default="")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--course", default=str(ROOT / "course.yaml"))
    options = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load before {load:.1f}" + (": BUSY" if load > 0.5 else ""))
    {"rate": rate, "growth": growth, "mixed": mixed, "kills": kills, "profile": profile}[
        options.what
    ](options)


@dataclass
class Watch:
    """The most memory that a run and its processes had, in MiB, sampled from /proc."""

    pid: int
    parent: float = 0.0
    all: float = 0.0
    largest: dict[str, float] = field(default_factory=dict)

    def sample(self) -> None:
        pids = [self.pid, *descendants(self.pid)]
        self.parent = max(self.parent, status(self.pid, "VmHWM"))
        self.all = max(self.all, sum(proportional(pid) for pid in pids))


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in map(int, task.read_text().split()):
                found += [child, *descendants(child)]
        except OSError:
            continue
    return found


def status(pid: int, name: str) -> float:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def proportional(pid: int) -> float:
    """Memory in which what is shared counts once over all who share it."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


@dataclass
class Ran:
    """One run: its whole time, its rate between first and last grade, its memory."""

    seconds: float
    cpu: float
    rate: float
    watch: Watch
    status: int


def command(folder: Path, out: Path, options: argparse.Namespace) -> list[str]:
    lanes = ["--lanes", options.lanes] if options.lanes else []
    line = [PROGRAM, "batch", str(folder), "--out", str(out), "--course", options.course]
    return [*line, "--dataset", "digits", *lanes]


def ran(folder: Path, out: Path, options: argparse.Namespace) -> Ran:
    started, used = time.monotonic(), cpu_of_children()
    process = subprocess.Popen(
        command(folder, out, options), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    watch = Watch(process.pid)
    while process.poll() is None:
        # Seldom: to read the pages of a dozen processes stops each of them for a while.
        watch.sample()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=4)
    seconds, cpu = time.monotonic() - started, cpu_of_children() - used
    times = stored_times(out)
    spent = times[-1] - times[0] if len(times) > 1 else 0.0
    return Ran(seconds, cpu, (len(times) - 1) / spent if spent else 0.0, watch, process.returncode)


def cpu_of_children() -> float:
    """CPU seconds of every process below that has ended, and of those below it."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def stored_times(out: Path) -> list[float]:
    from sqlalchemy import select

    from grader.batch.store import GRADES, Store, local_url

    if not (out / "grades.db").exists():
        return []
    with Store.open(local_url(out)) as store, store.engine.connect() as connection:
        return sorted(connection.execute(select(GRADES.c.stored)).scalars())


def counts(options: argparse.Namespace, default: str) -> list[int]:
    return [int(part) for part in (options.counts or default).split(",")]


def made(folder: Path, count: int, shares: dict[str, float] | None, seed: int = 1) -> Path:
    from handed_in import make_class

    make_class(folder / f"class-{count}", count, seed=seed, shares=shares)
    return folder / f"class-{count}"


def rate(options: argparse.Namespace) -> None:
    """Right submissions a second."""
    for count in counts(options, "100"):
        with tempfile.TemporaryDirectory() as name:
            home = Path(name)
            report(count, ran(made(home, count, ONLY_RIGHT), home / "out", options))


def growth(options: argparse.Namespace) -> None:
    """Time and memory by the number of submissions."""
    options.counts = options.counts or "100,500,2000"
    rate(options)


def report(count: int, run: Ran) -> None:
    print(
        f"{count:6} submissions: {run.seconds:7.1f} s, {run.rate:5.2f}/s, {run.cpu / count:.2f} "
        f"CPU seconds each, exit {run.status}; "
        f"peak memory {run.watch.parent:.0f} MiB, with lanes and workers {run.watch.all:.0f} MiB",
        flush=True,
    )


def mixed(options: argparse.Namespace) -> None:
    """A whole class of every kind: all have a result."""
    for count in counts(options, "500"):
        with tempfile.TemporaryDirectory() as name:
            home = Path(name)
            run = ran(made(home, count, None), home / "out", options)
            report(count, run)
            documents = [json.loads(line) for line in (home / "out/results.jsonl").open()]
            print(f"       {len(documents)} results: {Counter(d['status'] for d in documents)}")
            slow = sorted(((d["seconds"], d["submission"]) for d in documents), reverse=True)
            print(f"       {sum(s for s, _ in slow):.0f} s of grading, the slowest: {slow[:5]}")
            size = (home / "out/results.jsonl").stat().st_size / count / 1024
            kept = (home / "out/grades.db").stat().st_size / count / 1024
            print(f"       {size:.1f} KiB a result, {kept:.1f} KiB in the store")


def kills(options: argparse.Namespace) -> None:
    """Killed at random moments, then left alone: the grades of an undisturbed run, each once."""
    chance = random.Random()
    (count,) = counts(options, "200")
    shares = {"right": 0.6, "wrong": 0.35, "malformed": 0.05}
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        folder = made(home, count, shares)
        undisturbed = ran(folder, home / "undisturbed", options)
        report(count, undisturbed)
        for number in range(options.kills):
            process = subprocess.Popen(
                command(folder, home / "out", options),
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            await_moment(chance, home / "out", count / options.kills)
            process.kill()
            process.wait()
            print(f"       kill {number + 1}: {len(stored_times(home / 'out'))} stored", flush=True)
        last = ran(folder, home / "out", options)
        same = documents(home / "out") == documents(home / "undisturbed")
        from grader.batch.store import Store, local_url

        with Store.open(local_url(home / "out")) as store:
            print(
                f"the same grades: {same}; stored at most {store.counted()[1]} times", last.status
            )


def await_moment(chance: random.Random, out: Path, share: float) -> None:
    """Wait for a random moment: while lanes warm up, or after some more results are stored."""
    if chance.random() < 0.25:
        time.sleep(chance.uniform(0, 4))
        return
    wanted = len(stored_times(out)) + chance.uniform(1, 1.6 * share)
    while len(stored_times(out)) < wanted and not (out / "results.jsonl").exists():
        time.sleep(0.05)
    time.sleep(chance.uniform(0, 0.3))


def documents(out: Path) -> list[dict[str, object]]:
    return [{**json.loads(line), "seconds": 0} for line in (out / "results.jsonl").open()]


def profile(options: argparse.Namespace) -> None:
    """The judge of one lane, in this process, under cProfile."""
    import cProfile
    import pstats

    from grader.batch.opening import open_turn_in
    from grader.batch.systems import read_export
    from grader.course.course import load_course
    from grader.judge.grading import Judge

    (count,) = counts(options, "30")
    with (
        tempfile.TemporaryDirectory() as name,
        Judge(load_course(Path(options.course)), "digits") as judge,
    ):
        export = read_export(made(Path(name), count, ONLY_RIGHT))
        submissions = [open_turn_in(turn_in) for turn_in in export.turn_ins]
        judge.grade(submissions[0])
        wall, cpu = time.perf_counter(), time.process_time()
        profiler = cProfile.Profile()
        profiler.runcall(lambda: [judge.grade(submission) for submission in submissions])
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{wall / count:.3f} s a submission, {cpu / count:.3f} s of them the judge's CPU")
    pstats.Stats(profiler).sort_stats("cumulative").print_stats("grader|waitpid|poll|select", 45)


if __name__ == "__main__":
    main()
