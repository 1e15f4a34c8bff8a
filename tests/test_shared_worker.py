"""Exercises share a worker while all of them pass: nobody loses by that, and nobody gains."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from grader.examiner.workers import Workers
from grader.judge.grading import Judge
from grader.results.verdict import Grade
from grader.sandbox.process import WorkerProcess
from grader.sandbox.sealed import Nursery
from grader.submission.submission import Submission

Graded = Callable[..., Grade]

# Each is put at the end of a right file: it passes, and its code has a wish for a later exercise.
SPOILING = {
    "another default for numbers": "torch.set_default_dtype(torch.float64)",
    "no depth for calls": "import sys; sys.setrecursionlimit(60)",
    "it ends the process a little later": """
import os, threading
def make_criterion(calls=[]):
    calls.append(1)
    if len(calls) == 1:
        threading.Timer(0.3, os._exit, [0]).start()
    return nn.CrossEntropyLoss()
""",
}
HELPING = {
    "a module in its place": """
import sys, types
right = types.ModuleType("backward")
right.backward = lambda optimizer, loss: (optimizer.zero_grad(), loss.backward())
sys.modules["backward"] = right
""",
    "a module in its place, before all others": """
import sys, types
right, others = types.ModuleType("backward"), dict(sys.modules)
right.backward = lambda optimizer, loss: (optimizer.zero_grad(), loss.backward())
sys.modules.clear()
sys.modules["backward"] = right
sys.modules.update(others)
""",
    "a function put into it": """
import backward
backward.backward = lambda optimizer, loss: (optimizer.zero_grad(), loss.backward())
""",
    "a finder that comes first": """
import importlib.machinery, sys
class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "backward":
            return importlib.machinery.ModuleSpec(name, Finder)
    @staticmethod
    def create_module(spec):
        return None
    @staticmethod
    def exec_module(module):
        module.backward = lambda optimizer, loss: (optimizer.zero_grad(), loss.backward())
sys.meta_path = [Finder, *sys.meta_path]
""",
}
WRONG_BACKWARD = """
def backward(optimizer, loss):
    loss.backward()
"""


@pytest.fixture
def forks(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The process numbers of the workers that were forked, without those of a reader."""
    pids, fork = list[int](), Nursery.fork

    def noted(nursery: Nursery, folder: Path) -> WorkerProcess:
        worker = fork(nursery, folder)
        if nursery is judge._launcher:
            pids.append(worker.pid)
        return worker

    monkeypatch.setattr(Nursery, "fork", noted)
    return pids


@pytest.fixture
def graded(judge: Judge, solutions: Submission) -> Graded:
    """Grade the solutions with more lines at the end of some files."""

    def grade(*exercises: str, **more: str) -> Grade:
        added = {f"{name}.py": text.encode() for name, text in more.items()}
        files = {n: text + b"\n" + added.get(n, b"") for n, text in solutions.files.items()}
        # What looks for a repair has workers of its own.
        return judge.grade(Submission("changed", files), exercises or None, proven=False)

    return grade


def points(grade: Grade) -> dict[str, float]:
    return {exercise.id: exercise.score for exercise in grade.exercises}


def test_a_right_submission_needs_one_worker(graded: Graded, forks: list[int]) -> None:
    assert graded().score == 110
    assert len(forks) == 1


def test_where_a_loop_of_ours_trains_no_other_exercise_has_that_worker(
    graded: Graded, forks: list[int]
) -> None:
    grade = graded("loss", "hidden_layer")
    assert [e.passed for e in grade.exercises] == [True, True]
    assert len(forks) == 2


@pytest.mark.parametrize("lines", SPOILING.values(), ids=list(SPOILING))
def test_what_a_file_leaves_behind_costs_no_other_exercise_its_points(
    lines: str, graded: Graded
) -> None:
    right, grade = points(graded()), graded(loss=lines)
    lost = {name for name, score in points(grade).items() if score < right[name]}
    assert lost <= {"loss"}
    assert not [f for e in grade.exercises if e.id not in lost for f in e.findings]


@pytest.mark.parametrize("lines", HELPING.values(), ids=list(HELPING))
def test_what_a_file_leaves_behind_wins_no_other_exercise_points(
    lines: str, graded: Graded
) -> None:
    alone = graded("backward", backward=WRONG_BACKWARD)
    beside = graded(forward=lines, backward=WRONG_BACKWARD)
    assert points(beside)["backward"] == points(alone)["backward"] < 20
    (before, after) = ([e for e in g.exercises if e.id == "backward"] for g in (alone, beside))
    assert [f.code for f in after[0].findings] == [f.code for f in before[0].findings]


def test_a_builtin_that_one_file_leaves_is_not_there_for_another(graded: Graded) -> None:
    left = "import builtins\nbuiltins.clear = lambda optimizer: optimizer.zero_grad()\n"
    found = "def backward(optimizer, loss):\n    clear(optimizer)\n    loss.backward()\n"
    grade = graded(forward=left, backward=found)
    assert points(grade)["backward"] == 0
    assert points(grade)["forward"] == 15


def test_a_failing_exercise_has_a_worker_of_its_own_and_so_has_what_follows(
    graded: Graded, forks: list[int]
) -> None:
    grade = graded(backward="def backward(optimizer, loss): loss.backward()")
    assert [e.id for e in grade.exercises if not e.passed] == ["backward"]
    # Forward and loss in the first, backward again in a second, all others in a third.
    assert len(forks) == 3


def test_a_folder_that_two_files_import_is_as_it_stands_for_each_of_them(
    judge: Judge, solutions: Submission
) -> None:
    more = {
        "tools/clearing.py": b"def clear(optimizer): pass\n",
        "loss.py": solutions.files["loss.py"]
        + b"\nfrom tools import clearing\n"
        + b"clearing.clear = lambda optimizer: optimizer.zero_grad()\n",
        "backward.py": b"from tools import clearing\n"
        b"def backward(optimizer, loss):\n    clearing.clear(optimizer)\n    loss.backward()\n",
    }
    grade = judge.grade(Submission("changed", {**solutions.files, **more}))
    assert [e.id for e in grade.exercises if not e.passed] == ["backward"]


def test_what_was_tried_in_a_worker_that_counts_for_nothing_is_noted(graded: Graded) -> None:
    flag = "import sys\nsys.first = True\n"
    tries = """
import socket, sys
if hasattr(sys, "first"):
    try:
        socket.socket()
    finally:
        raise ValueError
"""
    grade = graded(forward=flag, backward=tries)
    assert grade.score == 110
    assert [note.partition(" (")[0] for note in grade.tamper] == ["backward: socket.__new__"]


def test_a_piece_that_serves_its_own_exercise_alone_costs_no_training_its_points(
    graded: Graded,
) -> None:
    two_faced = """
class Criterion(nn.CrossEntropyLoss):
    calls = 0
    def forward(self, logits, labels):
        self.calls += 1
        loss = super().forward(logits, labels)
        return loss if self.calls < 25 else -loss
def make_criterion():
    return Criterion()
"""
    grade = graded(loss=two_faced)
    assert grade.score == 110
    notes = {e.id: e.note for e in grade.exercises if e.note}
    assert notes.keys() == {"train", "hidden_layer"}
    assert "with all of yours, each of which passes by itself" in notes["train"]
    assert grade.training is not None
    assert "PyTorch's own model, loss and optimizer" in grade.training.metrics[0].name


def test_a_worker_is_lent_to_one_exercise_at_a_time() -> None:
    made = count()
    workers = Workers(lambda: next(made))  # type: ignore[arg-type,return-value]
    first, had_others = workers.lend()
    assert (first, had_others) == (0, False)
    assert workers.lend() == (1, False)
    workers.take_back(first)
    assert workers.lend() == (0, True)
    assert workers.lend() == (2, False)
