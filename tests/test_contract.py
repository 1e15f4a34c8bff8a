"""The contract is read off the marks of the solutions; a worker is told nothing else of them."""

from __future__ import annotations

import inspect
import socket
from functools import partial
from pathlib import Path

import pytest

from grader.course import marks
from grader.course.contract import Contract, Definition, Parameter
from grader.course.course import built_in_course, load_course
from grader.course.marks import read_contract, shipped_contract
from grader.course.records import shipped_exercises
from grader.course.shipped import own_folder, shipped
from grader.errors import CourseError
from grader.examiner.solutions import read_solutions
from grader.frames.wire import Frame, Limits, read_exactly, read_frame
from grader.sandbox.launch import Launched
from grader.sandbox.sealed import Nursery
from grader.scenes import Tampered
from grader.worker import integrity

MARKED = """\
import torch

LIMIT = 3


def scale(x, /, y, *more, base: int = 2 * LIMIT, **settings):
    \"\"\"Docstrings stay.\"\"\"
    ### BEGIN SOLUTION
    return x
    ### END SOLUTION


def given(x):
    return x


class Net(torch.nn.Module):
    def __init__(self, width, depth=2):
        super().__init__()
        self.width = width

    def forward(self, x):
        ### BEGIN SOLUTION
        return x
        ### END SOLUTION
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A folder with one solution."""
    (tmp_path / "scale.py").write_text(MARKED)
    return tmp_path


def test_what_holds_marks_is_asked_for_with_its_signature(course: Path) -> None:
    contract = read_contract(course)
    assert contract.files == ("scale.py",)
    assert contract.definitions == {
        "scale": Definition(
            "scale.py",
            "function",
            (
                Parameter("x", "positional-only", None),
                Parameter("y", "positional or keyword", None),
                Parameter("more", "variadic positional", None),
                Parameter("base", "keyword-only", "2 * LIMIT"),
                Parameter("settings", "variadic keyword", None),
            ),
        ),
        "Net": Definition(
            "scale.py",
            "class",
            (
                Parameter("width", "positional or keyword", None),
                Parameter("depth", "positional or keyword", "2"),
            ),
        ),
    }


@pytest.mark.parametrize("name", shipped_contract().definitions)
def test_a_signature_is_the_one_that_python_sees(name: str) -> None:
    solution = read_solutions(shipped("solutions"), shipped_contract()).functions()[name]
    definition = shipped_contract().definitions[name]
    assert definition.kind == ("class" if inspect.isclass(solution) else "function")
    assert definition.parameters == tuple(
        (p.name, p.kind.description, None if p.default is p.empty else repr(p.default))
        for p in inspect.signature(solution).parameters.values()
    )


def test_nothing_of_a_solution_is_run_to_read_it(course: Path) -> None:
    (course / "other.py").write_text(
        "raise SystemExit\ndef other():\n    ### BEGIN SOLUTION\n    pass\n    ### END SOLUTION\n"
    )
    assert read_contract(course).names_in("other.py") == ("other",)


def test_the_files_and_exercises_are_those_of_the_course() -> None:
    exercises = load_course(built_in_course()).exercises
    assert shipped_exercises() == tuple(e.id for e in exercises)
    assert sorted(e.file for e in exercises) == list(shipped_contract().files)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no solutions here"),
        ({"step.py": "def step(:\n    ### BEGIN SOLUTION\n    ### END SOLUTION\n"}, "step.py: "),
        ({"step.py": "def step():\n    pass\n"}, "step.py: line 1: no ### BEGIN SOLUTION"),
        (
            {"step.py": MARKED, "other.py": MARKED},
            "step.py: line 6: scale is defined in other.py too",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_file(
    files: dict[str, str], said: str, tmp_path: Path
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(CourseError, match=said):
        read_contract(tmp_path)


def test_a_damaged_installation_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks, "shipped_folder", lambda: own_folder(tmp_path / "course.yaml"))
    with pytest.raises(CourseError, match="install mnist-grade again"):
        shipped_contract()


@pytest.fixture
def told(tmp_path: Path) -> bytes:
    """The bytes that a nursery is told when it begins."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        # Never closed by `Nursery.close`, which would end its process: there is none.
        Nursery(Launched(tmp_path, 0, ours), shipped_contract())
        ours.shutdown(socket.SHUT_WR)
        return b"".join(iter(partial(theirs.recv, 1 << 16), b""))


def framed(told: bytes) -> Frame:
    near, far = socket.socketpair()
    with near, far:
        near.sendall(told)
        near.shutdown(socket.SHUT_WR)
        frame = read_frame(partial(read_exactly, far), Limits())
        assert not far.recv(1), "it is one frame"
    return frame


def test_a_nursery_is_told_the_contract_in_its_first_frame_and_nothing_else(
    told: bytes, tmp_path: Path
) -> None:
    frame = framed(told)
    assert Contract.from_plain(frame.header.pop("contract")) == shipped_contract()
    assert frame == Frame({"home": str(tmp_path)})


def test_what_a_nursery_is_told_holds_no_line_of_a_solution_but_names(told: bytes) -> None:
    """Names, kinds and defaults stand in the starters, too; bodies and docstrings do not."""
    text = told.decode("latin-1")
    assert "make_optimizer" in text, "the search finds what is there"
    lines = {
        line.strip()
        for path in shipped("solutions").iterdir()
        if path.is_file()
        for line in path.read_text().splitlines()
    }
    long = {line for line in lines if len(line) > 8}
    assert len(long) > 100
    assert [line for line in long if line in text] == []


def test_a_contract_that_is_changed_in_a_worker_is_tampering(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(integrity, "_alone", lambda: tuple)  # other threads are pytest's
    definitions = dict(shipped_contract().definitions)
    unchanged = integrity.watch(definitions)
    unchanged()
    definitions["backward"] = definitions["step"]
    with pytest.raises(Tampered, match="a register"):
        unchanged()
