"""Which modules of the package a walk enters: how far one has to go to follow one thing.

    python bench/walk.py [CHECKOUT]     the walks in this checkout, or in another one

(a) a wrong backward.py, from its folder to the sentence of its finding; (b) what of that lies
between the judge's question to a worker and the finding; (c) the accuracy of course.yaml, from
there to the check that asks for it; (d) a class's folder, from its files to a row of the results.
What is run to import a module is not counted, nor what runs in workers and in a batch's judges.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console

WRONG = "def backward(optimizer, loss):\n    loss.backward()\n"


def main() -> int:
    """Walk here, or have the walks made by the Python of another checkout."""
    if len(sys.argv) > 1 and sys.argv[1] != "here":
        home = Path(sys.argv[1]).resolve()
        command = [str(home / ".venv" / "bin" / "python"), str(Path(__file__).resolve()), "here"]
        return subprocess.run(command, cwd=home, check=False).returncode
    sys.path.insert(0, str(Path.cwd()))
    with tempfile.TemporaryDirectory() as scratch:
        for name, walk in WALKS.items():
            entered = noted(walk, Path(scratch))
            rooms = {module.rpartition(".")[0] for module in entered}
            print(f"{name}  {len(entered)} modules in {len(rooms)} folders")
            if "--list" in sys.argv:
                print("   ", *sorted(entered))
    return 0


def noted(walk: Callable[[Path], Any], scratch: Path) -> set[str]:
    """The modules of the package whose functions a walk calls in this process."""
    entered: set[str] = set()

    def note(frame: FrameType, event: str, arg: object) -> None:
        name = frame.f_globals.get("__name__", "")
        new = event == "call" and name.startswith("grader.") and name not in entered
        if new and not is_imported(frame):
            entered.add(name)

    run = walk(scratch)
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    return entered


def is_imported(frame: FrameType | None) -> bool:
    """Whether it runs while a module of the package is imported: nobody walks through that."""
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if frame.f_code.co_name == "<module>" and name.startswith("grader."):
            return True
        frame = frame.f_back
    return False


def find(*names: str) -> Any:
    """A thing of the package under the first of these names that this checkout has."""
    import importlib

    for name in names:
        module, _, thing = name.rpartition(".")
        try:
            return getattr(importlib.import_module(module), thing)
        except (ImportError, AttributeError):
            continue
    raise LookupError(names)


def course() -> Any:
    load = find("grader.course.course.load_course", "grader.course.load_course")
    return load(find("grader.course.course.built_in_course", "grader.course.built_in_course")())


def submission(scratch: Path) -> Callable[[], Any]:
    folder = scratch / "work"
    folder.mkdir(exist_ok=True)
    (folder / "backward.py").write_text(WRONG)
    read = find("grader.submission.submission.read_submission", "grader.submission.read_submission")
    return lambda: read(folder)


def to_the_sentence(scratch: Path) -> Callable[[], None]:
    read, judge = submission(scratch), find("grader.judge.grading.Judge")
    show = find("grader.report.terminal.print_report")

    def walk() -> None:
        with judge(course()) as warm:
            show(warm.grade(read(), ["backward"]), Console(file=StringIO()), folder="work")

    return walk


def to_the_finding(scratch: Path) -> Callable[[], None]:
    read = submission(scratch)
    warm = find("grader.judge.grading.Judge")(course())
    handed = read()

    def walk() -> None:
        warm.grade(handed, ["backward"])
        warm.close()

    return walk


def to_the_accuracy(scratch: Path) -> Callable[[], None]:
    judge, read = (
        find("grader.judge.grading.Judge"),
        find("grader.submission.submission.read_submission", "grader.submission.read_submission"),
    )
    handed = read(Path("solutions"))

    def walk() -> None:
        with judge(course()) as warm:
            warm.grade(handed, ["train"])

    return walk


def to_the_row(scratch: Path) -> Callable[[], None]:
    folder = scratch / "class" / "anna"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "backward.py").write_text(WRONG)
    main = find("grader.cli.main")
    command = [
        "batch",
        str(folder.parent),
        "--out",
        str(scratch / "grades"),
        "--protection",
        "none",
    ]

    def walk() -> None:
        with contextlib.suppress(SystemExit):
            main(command, standalone_mode=False)

    return walk


WALKS = {
    "(a)": to_the_sentence,
    "(b)": to_the_finding,
    "(c)": to_the_accuracy,
    "(d)": to_the_row,
}

if __name__ == "__main__":
    raise SystemExit(main())
