"""What each seal costs: a fork with none, with one, and with all of them, until it is ready.

Run `python bench/sealing.py --runs 30`. It prints a table in milliseconds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from grader.sandbox import memory, seals
from grader.sandbox.seals import SEALS, Confines
from grader.worker import warm


def until_ready(names: list[str], confines: Confines) -> tuple[float, float]:
    """Milliseconds from the wish for a worker until it wears these seals: wall clock and CPU."""
    reader, writer = os.pipe()
    started, used = time.perf_counter(), time.process_time()
    child = seals.fork_worker(namespaces="namespaces" in names)
    if child == 0:
        try:
            seals.seal(confines, names)
            os.write(writer, b"!")
        finally:
            os._exit(0)
    os.close(writer)
    ready = os.read(reader, 1)
    seconds, used = time.perf_counter() - started, time.process_time() - used
    os.close(reader)
    _, _, usage = os.wait4(child, 0)
    if not ready:
        raise SystemExit(f"{names}: not to be had here; see mnist-grade doctor")
    return seconds * 1000, (used + usage.ru_utime + usage.ru_stime) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_args().runs
    warm.warm_up()
    with tempfile.TemporaryDirectory() as home:
        confines = Confines(folder=f"{home}/submission", scratch=f"{home}/scratch")
        for folder in (confines.folder, confines.scratch):
            Path(folder).mkdir()
        missing = seals.probe(confines)
        # As the nursery does it: once for all workers on a submission.
        confines = replace(confines, ruleset=seals.readable(confines.folder))
        there = [name for name in SEALS if not missing[name]]
        rows = {"fork alone": [], **{f"and {name}": [name] for name in there}, "all": there}
        print("| a worker with | least ms | median ms | median ms of CPU |")
        print("| --- | --- | --- | --- |")
        for title, names in rows.items():
            print_row(title, [until_ready(names, confines) for _ in range(runs)])
        memory.gather()
        print_row("all, from huge pages", [until_ready(there, confines) for _ in range(runs)])


def print_row(title: str, figures: list[tuple[float, float]]) -> None:
    wall, cpu = zip(*figures, strict=True)
    middle = statistics.median(wall), statistics.median(cpu)
    print(f"| {title} | {min(wall):.1f} | {middle[0]:.1f} | {middle[1]:.1f} |")


if __name__ == "__main__":
    main()
