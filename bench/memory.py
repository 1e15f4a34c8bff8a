"""How much memory a check, and a lane of a batch, takes with all of its processes.

    python bench/memory.py [--runs 3] [--old PROGRAM]   beside another mnist-grade, in turn
    python bench/memory.py --cgroup 768                 once under a limit, in MiB

Anonymous memory (what no file holds) and the proportional set size (what is shared counts once)
are summed over the tree of processes from /proc/PID/smaps_rollup, every 20 ms; the most of each is
kept. A lane is its judge, nursery and workers: the batch's own process stands beside all of them.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
PROGRAM = str(Path(sys.executable).with_name("mnist-grade"))
EVERY = 0.02
CGROUPS = Path("/sys/fs/cgroup/memory")


@dataclass(frozen=True, slots=True)
class Peak:
    """The most of a run, in MiB, and how long it took."""

    anonymous: float
    proportional: float
    processes: int
    seconds: float


def tree(pid: int) -> Iterator[int]:
    """A process and everything below it that is still there."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text().split():
                yield from tree(int(child))


def held(pid: int) -> dict[str, float]:
    """What one process holds, in MiB; nothing where it has gone."""
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
        return {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}
    return {}


def peak(command: list[str], *, whole: bool) -> Peak:
    """Run a command and look at its tree until it ends; its own process counts where `whole`."""
    started, anonymous, proportional, most = time.monotonic(), 0.0, 0.0, 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        found = [held(pid) for pid in tree(process.pid) if whole or pid != process.pid]
        # A fork copies the parent's figures before it has a page of its own: count what is there.
        anonymous = max(anonymous, sum(_own(one) for one in found))
        proportional = max(proportional, sum(one.get("Pss", 0.0) for one in found))
        most = max(most, len(found))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(EVERY)
    return Peak(anonymous, proportional, most, time.monotonic() - started)


def _own(one: dict[str, float]) -> float:
    """Anonymous memory by its share: a page that a fork left shared is there once."""
    return one.get("Pss_Anon", 0.0)


def check(program: str) -> list[str]:
    """A whole check of the solutions on digits."""
    return [program, "check", str(ROOT / "solutions"), "--dataset", "digits"]


def lane(program: str, home: Path) -> list[str]:
    """A batch with one lane over a small class."""
    from handed_in import make_class

    if not (home / "class").exists():
        make_class(home / "class", 6, seed=1, shares={"right": 1.0})
    out = tempfile.mkdtemp(dir=home)
    return [program, "batch", str(home / "class"), "--out", out, "--lanes", "1", "--no-pages"]


def table(runs: int, programs: list[str]) -> None:
    """The most of some runs of each command, the programs in turn."""
    print("| command | anonymous MiB | PSS MiB | processes | seconds |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        for what in ("check", "lane"):
            found: dict[str, list[Peak]] = {program: [] for program in programs}
            for _ in range(runs):
                for program, peaks in found.items():
                    line = check(program) if what == "check" else lane(program, Path(name))
                    peaks.append(peak(line, whole=what == "check"))
            for program, peaks in found.items():
                print(
                    f"| {what}{'' if program == PROGRAM else ' (old)'} "
                    f"| {max(p.anonymous for p in peaks):.0f} "
                    f"| {max(p.proportional for p in peaks):.0f} "
                    f"| {max(p.processes for p in peaks)} "
                    f"| {min(p.seconds for p in peaks):.2f} |",
                    flush=True,
                )


def within(limit: int) -> None:
    """One check under a memory cgroup of so many MiB, which counts the files' pages too."""
    group = CGROUPS / f"mnist-grade-{os.getpid()}"
    try:
        group.mkdir()
        (group / "memory.limit_in_bytes").write_text(str(limit << 20))
    except OSError as error:
        print(f"no memory cgroup to be had here ({error.strerror}): not measured")
        return
    try:
        entered = f'echo $$ > {group}/cgroup.procs && exec "$@"'
        line = ["bash", "-c", entered, "bash", *check(PROGRAM)]
        started = time.monotonic()
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        seconds = time.monotonic() - started
        most = int((group / "memory.max_usage_in_bytes").read_text()) >> 20
        refused = (group / "memory.oom_control").read_text().split()
        print(f"{limit} MiB: status {done.returncode} after {seconds:.1f} s, at most {most} MiB "
              f"with files' pages, {' '.join(refused)}")  # fmt: skip
        print(done.stdout.splitlines()[-1] if done.stdout else done.stderr)
    finally:
        group.rmdir()


def main() -> None:
    """Print the table, or the run under a limit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--old", default="")
    parser.add_argument("--cgroup", type=int, default=0)
    options = parser.parse_args()
    if options.cgroup:
        within(options.cgroup)
    else:
        table(options.runs, [PROGRAM, *([options.old] if options.old else [])])


if __name__ == "__main__":
    main()
