"""A learner's whole way from a small install, where nothing of POSIX is there.

A simulation on Linux, and none of Windows.
"""

from __future__ import annotations

import re
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from corpus import ROOT
from installed import Installed
from portable import Elsewhere, descendants, gone, talking, until

from grader.cli import LEARNER

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="it is a simulation on Linux"),
]

WRONG = "def backward(optimizer, loss):\n    loss.backward()\n"
LOOP = "def backward(optimizer, loss):\n    while True:\n        pass\n"
SCRIPT = """
import torch
model = torch.nn.Linear(4, 2)
criterion = torch.nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(40):
    images, labels = torch.rand(8, 4), torch.randint(0, 2, (8,))
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
"""
NOTEBOOK = """
from grader.notebook import check

def backward(optimizer, loss):
    loss.backward()

if __name__ == "__main__":
    result = check("backward")
    print("points", result.points)
"""


@pytest.fixture
def place(small: Installed, tmp_path: Path) -> Elsewhere:
    shutil.copytree(ROOT / "solutions", tmp_path / "work")
    (tmp_path / "work" / "backward.py").write_text(WRONG)
    return Elsewhere(tmp_path, python=small.python)


def test_no_command_of_a_learner_is_left_out_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert all(re.search(rf'\(\s*"{name}"', text) for name in LEARNER)


def test_what_is_taken_away_is_gone_in_every_process(place: Elsewhere) -> None:
    program = place.folder / "looks.py"
    program.write_text(
        "import os, signal, socket, subprocess, sys\n"
        "left = [n for n in ('fork', 'killpg', 'getuid', 'pread') if hasattr(os, n)]\n"
        "left += [n for n in ('SIGKILL', 'SIGALRM', 'setitimer') if hasattr(signal, n)]\n"
        "left += [n for n in ('AF_UNIX', 'send_fds') if hasattr(socket, n)]\n"
        "for name in ('fcntl', 'resource', 'pwd', 'grp'):\n"
        "    try:\n        __import__(name)\n        left.append(name)\n"
        "    except ImportError:\n        pass\n"
        "try:\n    os.open('.', os.O_RDONLY, dir_fd=3)\n"
        "except NotImplementedError:\n    pass\n"
        "else:\n    left.append('dir_fd')\n"
        "print('left', left, len(sys.argv))\n"
        "if len(sys.argv) == 1:\n"
        "    subprocess.run([sys.executable, '-I', '-X', 'utf8', __file__, 'x'], check=True)\n"
    )
    said = place.ended(place.program(program))
    assert sorted(said.splitlines()) == ["left [] 1", "left [] 2"]


def test_a_learner_starts_checks_and_asks(place: Elsewhere) -> None:
    assert "mnist-grade check fresh" in place.run("start", "fresh")
    said = place.run("check", "fresh", "--exercise", "backward", status=1)
    assert "backward: not written yet" in said
    said = place.run("check", "work", "--json", "result.json", "--html", "page.html", status=1)
    assert "backward.py:2 [missing-zero-grad]" in said
    assert '"level": "none"' in (place.folder / "result.json").read_text(encoding="utf-8")
    assert "workers are started the portable way" in (place.folder / "result.json").read_text()
    assert (place.folder / "page.html").stat().st_size > 10_000
    assert "Hint 1 of 5" in place.run("hint", "--for", "work")
    assert "missing-zero-grad" in place.run("why", "missing-zero-grad")
    assert "none: student code may use up this" in place.run("doctor")
    assert "mnist-grade" in place.run("completion", "bash")
    assert place.left_behind() == []


def test_a_level_that_is_asked_for_is_not_given_out_as_reached(place: Elsewhere) -> None:
    said = place.run("check", "work", "--require", "limits", status=3)
    assert "session: off, workers are started the portable way" in said


def test_a_teacher_grades_ones_own_files_in_a_batch(place: Elsewhere, installed: Installed) -> None:
    place = replace(place, python=installed.python)
    (place.folder / "class").mkdir()
    shutil.move(place.folder / "work", place.folder / "class" / "ada")
    assert "--protection" in place.run("batch", "class", "--out", "grades", status=2)
    said = place.run("batch", "class", "--out", "grades", "--protection", "none")
    assert "1 graded now" in said
    assert ",graded,99," in (place.folder / "grades" / "grades.csv").read_text(encoding="utf-8")
    assert place.left_behind() == []


def test_a_loop_is_posed_and_its_repair_is_checked(place: Elsewhere) -> None:
    place.run("debug", "--level", "3", "--seed", "7", "--out", "broken.py")
    said = place.run("debug", "--check", "broken.py", status=1)
    assert said.startswith("Not yet.")


def test_the_explorer_writes_its_page(place: Elsewhere) -> None:
    assert "step.html: open it in a browser" in place.run("explore", "--out", "step.html")
    assert "<script>" in (place.folder / "step.html").read_text(encoding="utf-8")


def test_a_script_of_ones_own_is_diagnosed(place: Elsewhere) -> None:
    (place.folder / "script.py").write_text(SCRIPT)
    said = place.run("diagnose", "script.py", status=1)
    assert "script.py, line 9" in said
    assert "why missing-zero-grad" in said
    assert place.left_behind() == []


def test_ones_own_training_runs_for_as_long_as_is_asked(place: Elsewhere) -> None:
    (place.folder / "work" / "backward.py").unlink()
    said = place.run("train", "work", "--model", "SimpleNN", "--epochs", "2", "--html", "page.html")
    assert "2 epochs" in said
    assert (place.folder / "page.html").stat().st_size > 10_000
    assert place.left_behind() == []


def test_a_notebooks_check_tells_what_was_run(place: Elsewhere) -> None:
    (place.folder / "notebook.py").write_text(NOTEBOOK)
    said = place.ended(place.program(place.folder / "notebook.py"))
    assert "missing-zero-grad" in said
    assert "points 9.0" in said
    assert place.left_behind() == []


def test_watch_checks_again_on_a_save_and_ctrl_c_ends_all_of_it(place: Elsewhere) -> None:
    with talking(place.started("watch", "work")) as watching:
        assert watching.stdout is not None
        assert b"next: backward" in watching.stdout.readline()
        shutil.copy(ROOT / "solutions" / "backward.py", place.folder / "work" / "backward.py")
        assert b"100 / 100" in watching.stdout.readline()
        started = descendants(watching.pid)
        assert len(started) >= 2  # a judge, and the worker that waits for the next save
        watching.send_signal(signal.SIGINT)
        assert watching.wait(20) in (0, 1)  # of the look that was shown, or of the one before
        assert gone(started)
    assert place.left_behind() == []


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL], ids=["ctrl-c", "killed"])
def test_whatever_ends_a_check_ends_the_code_that_never_does(
    place: Elsewhere, end: signal.Signals
) -> None:
    (place.folder / "work" / "backward.py").write_text(LOOP)
    with talking(place.started("check", "work", "--exercise", "backward")) as checking:
        staged = place.folder / "temporary"
        assert until(lambda: list(staged.rglob("submission-*/backward.py")), 60)
        started = descendants(checking.pid)
        assert started
        checking.send_signal(end)
        checking.wait(20)
        assert gone(started)
