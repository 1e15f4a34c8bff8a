"""Seconds per submission of `nbgrader autograde`: our judge beside stock nbgrader, in one run.

Both grade the same notebooks of the same course with the same command; stock nbgrader runs every
cell in a kernel, and the check cells ask the judge from there. Run by hand:

    python bench/nbgrader.py --students 5
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
NAME = "mnist-sgd"


def autograde(course: Path, *options: str) -> float:
    """Seconds of one `nbgrader autograde` over everybody."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    started = time.perf_counter()
    subprocess.run(
        ["nbgrader", "autograde", NAME, "--force", *options],
        cwd=course,
        env=os.environ | {"PATH": path},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started


def prepared(folder: Path, students: int) -> Path:
    """A course in which everybody has handed in the solutions."""
    from nbgrader_class import solved

    course = folder / "course"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path}
    for command in (
        ["mnist-grade", "nbgrader", "init", str(course)],
        ["nbgrader", "generate_assignment", NAME, f"--CourseDirectory.root={course}"],
    ):
        place = course if course.is_dir() else folder
        subprocess.run(command, cwd=place, env=environment, check=True, capture_output=True)
    released = json.loads((course / "release" / NAME / f"{NAME}.ipynb").read_text())
    text = json.dumps(solved(released, ROOT / "solutions"))
    for number in range(students):
        target = course / "submitted" / f"student{number}" / NAME / f"{NAME}.ipynb"
        target.parent.mkdir(parents=True)
        target.write_text(text)
    return course


def stock(course: Path) -> Path:
    """The same course with nbgrader's own preprocessors."""
    twin = course.with_name("stock")
    shutil.copytree(course, twin)
    config = (course / "nbgrader_config.py").read_text()
    (twin / "nbgrader_config.py").write_text(config.replace("\nconfigure(c)\n", "\n"))
    return twin


def inline(times: int) -> list[float]:
    """Seconds of `check("backward")` in a kernel, call by call."""
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(kernel_name="python3")
    client.execute_interactive(
        "from grader.notebook import check\ndef backward(optimizer, loss):\n    loss.backward()",
        output_hook=lambda _: None,
    )
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        client.execute_interactive('check("backward");', output_hook=lambda _: None)
        taken.append(time.perf_counter() - started)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return taken


def main() -> None:
    """Print both, and the ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--students", type=int, default=5)
    students = options.parse_args().students
    with tempfile.TemporaryDirectory() as folder:
        ours = prepared(Path(folder), students)
        theirs = stock(ours)
        rows = {}
        for name, course in (("ours", ours), ("stock nbgrader", theirs)):
            whole = autograde(course)
            alone = autograde(course, "--student=student0")
            # What a command costs before the first submission is paid once, not for each.
            rows[name] = (whole, (whole - alone) / (students - 1))
        for name, (whole, each) in rows.items():
            print(f"{name:16} {students} in {whole:6.1f} s, each further one {each:5.2f} s")
        print(f"stock / ours: {rows['stock nbgrader'][1] / rows['ours'][1]:.1f}")
    first, *later = inline(6)
    print(f"check() of one exercise in a kernel: first {first:.2f} s, then {median(later):.2f} s")


if __name__ == "__main__":
    main()
