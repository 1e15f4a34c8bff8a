"""What reads a course reads the course that is in use, and not the one that comes with us."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from notebooks import code, notebook

from grader.batch.systems import read_export
from grader.course.course import Course, load_course
from grader.course.edition import starters_of
from grader.course.orders import makes_a_step, orders_of, shipped_orders
from grader.course.shipped import CourseFolder, own_folder, shipped_folder
from grader.course.wanted import shipped_wanted
from grader.judge import setup
from grader.judge.setup import Setup
from grader.submission.submission import notebook_submission, read_submission

RECORD = """\
format: 1
name: own
title: A course of one's own
seed: a secret
exercises:
  - {id: scale, title: Scale, points: 10, hints: [Look at the size.]}
  - {id: walk, title: Walk, points: 10, hints: ["Which way is down?"]}
  - id: quiz
    title: Quiz
    file: quiz.yaml
    kind: predictions
    hints: [Guess.]
    checks:
      which-way: {points: 1, asks: Which way a step goes., words: [up, down], right: down}
"""
SOLUTIONS = {
    "scale.py": '''
def scale(x: float, factor: float) -> float:
    """Make it larger."""
    ### BEGIN SOLUTION
    return x * factor
    ### END SOLUTION
''',
    "walk.py": '''
from torch import nn
from torch.optim import Optimizer


def walk(net: nn.Module, loss_fn, optimizer: Optimizer, images, labels) -> None:
    """Take one step."""
    ### BEGIN SOLUTION
    loss = loss_fn(net(images), labels)
    optimizer.zero_grad()
    down(loss)
    optimizer.step()
    ### END SOLUTION


def down(loss) -> None:
    """Find out which way is down."""
    ### BEGIN SOLUTION
    loss.backward()
    ### END SOLUTION


def walk_on(net: nn.Module, loss_fn, optimizer: Optimizer, batches) -> None:
    """Take some steps."""
    ### BEGIN SOLUTION
    for images, labels in batches:
        walk(net, loss_fn, optimizer, images, labels)
    ### END SOLUTION
''',
    "quiz.yaml": "### BEGIN SOLUTION\nwhich_way: down\n### END SOLUTION\n",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    for place in ("solutions", "exercises", "checks", "mistakes"):
        (folder / place).mkdir(parents=True)
    (folder / "course.yaml").write_text(RECORD)
    (folder / "exercises" / "README.md").write_text("# The lesson\n")
    for name, text in SOLUTIONS.items():
        (folder / "solutions" / name).write_text(text)
    return folder


@pytest.fixture
def course(home: Path) -> Course:
    return load_course(home / "course.yaml")


def test_a_notebook_becomes_the_files_of_the_course_in_use(course: Course) -> None:
    cells = code("def scale(x, factor):\n    return x", "quiz = '''which_way: up'''", "step = 1")
    made = notebook_submission("hw", "hw.ipynb", notebook(cells), course.wanted)
    assert made.files.keys() == SOLUTIONS.keys()
    assert b"def scale" in made.files["scale.py"]
    assert made.files["quiz.yaml"] == b"which_way: up\n"


def test_a_file_is_known_by_the_names_of_the_course_in_use(course: Course, tmp_path: Path) -> None:
    for name in ("scale (1).py", "train.py", "walk-2.py"):
        (tmp_path / "class" / "ada" / "work").mkdir(parents=True, exist_ok=True)
        (tmp_path / "class" / "ada" / "work" / name).write_text(name)
    found = read_submission(tmp_path / "class" / "ada", wanted=course.wanted)
    assert found.files == {
        "scale.py": b"scale (1).py", "train.py": b"train.py", "walk.py": b"walk-2.py"
    }  # fmt: skip
    assert read_submission(tmp_path / "class" / "ada").files.keys() == {
        "train.py", "scale (1).py", "walk-2.py"
    }  # fmt: skip


def test_a_class_folder_is_told_from_one_submission_by_the_course_in_use(
    course: Course, tmp_path: Path
) -> None:
    attempt = tmp_path / "class" / "ada" / "attempt-1"
    attempt.mkdir(parents=True)
    (tmp_path / "class" / "ada" / "scale.py").touch()
    own = read_export(tmp_path / "class", files=course.contract.files)
    other = read_export(tmp_path / "class")
    assert [t.name for t in own.turn_ins] == ["ada"]
    assert [t.name for t in other.turn_ins] == ["ada/attempt-1"]


def test_starters_are_those_of_the_course_in_use(course: Course) -> None:
    starters = starters_of(course)
    assert starters.keys() == {"README.md", *SOLUTIONS}
    assert b'NotImplementedError("scale: not implemented yet")' in starters["scale.py"]


def test_a_variant_is_read_as_the_course_that_it_varies() -> None:
    course = load_course(Path(__file__).parent / "courses" / "small.yaml")
    assert len(course.exercises) < len(load_course(shipped_folder().record).exercises)
    assert course.wanted is shipped_wanted()


# --- the calls of a step ----------------------------------------------------------------------


def test_the_orders_of_calls_are_read_off_the_solutions(course: Course) -> None:
    orders = orders_of(course.folder)
    assert orders["walk"] == (
        ("forward", "loss", "zero_grad", "backward", "step"),
        ("zero_grad", "forward", "loss", "backward", "step"),
        ("forward", "zero_grad", "loss", "backward", "step"),
        ("forward", "loss", "backward", "step", "zero_grad"),
    )
    assert orders["down"] == (("backward",),)
    assert orders.keys() == {"walk", "down"}, "in a loop their number is not to be seen"
    assert [name for name, (own, *_) in orders.items() if makes_a_step(own)] == ["walk"]


@pytest.mark.parametrize(
    ("body", "orders"),
    [
        ("optimizer.zero_grad(); loss.backward()", [("zero_grad", "backward")]),
        ("optimizer.step()", [("step",), ("step", "zero_grad")]),
        ("optimizer.step(); optimizer.zero_grad()", [("step", "zero_grad")]),
        ("return F.cross_entropy(x, y)", [("loss",)]),
        ("if x: loss.backward()", None),
        ("return [loss.backward() for x in y]", None),
        ("return x + y", None),
    ],
)
def test_zero_grad_is_right_wherever_no_gradient_is_waited_for(
    body: str, orders: list[tuple[str, ...]] | None, home: Path
) -> None:
    (home / "solutions" / "scale.py").write_text(
        "def scale(optimizer, loss, x, y):\n    ### BEGIN SOLUTION\n"
        f"    {body}\n    ### END SOLUTION\n"
    )
    found = orders_of(own_folder(home / "course.yaml")).get("scale")
    assert (found and list(found)) == orders


def test_a_trace_is_of_a_function_or_of_an_exercise_with_one_that_calls() -> None:
    known = shipped_orders()
    assert known["loss"] == known["compute_loss"] == ("loss", (("loss",),))
    assert known["train_step"][0] == "train"
    assert not known.keys() & {
        "criterion",
        "optimizer",
        "make_optimizer",
        "train_epoch",
        "SimpleNN",
    }


# --- whether a grade is still valid -----------------------------------------------------------


def copied(tmp_path: Path) -> CourseFolder:
    ours = shipped_folder()
    shutil.copytree(ours.code, tmp_path / "code")
    shutil.copytree(ours.solutions, tmp_path / "solutions")
    return replace(ours, code=tmp_path / "code", solutions=tmp_path / "solutions")


@pytest.mark.parametrize(
    "file", ["checks/backward.py", "mistakes/missing_step.py", "stand_ins/step.py", "parts.py",
             "works.py", "../solutions/step.py"],
)  # fmt: skip
def test_a_changed_file_that_decides_makes_grades_of_before_old(file: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = setup.course_digest(folder)
    assert before == setup.course_digest(shipped_folder())
    with (folder.code / file).open("a") as changed:
        changed.write("# another thought\n")
    assert setup.course_digest(folder) != before


def test_what_a_course_only_shows_makes_no_grade_old(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with (folder.code / "explore" / "whatifs.py").open("a") as changed:
        changed.write("# another thought\n")
    assert setup.course_digest(folder) == setup.course_digest(shipped_folder())


@pytest.mark.parametrize(
    "file", ["checks/scale.py", "checks/table.csv", "mistakes/upwards.py", "solutions/quiz.yaml"]
)
def test_a_changed_check_of_a_course_of_ones_own_grades_again(file: str, home: Path) -> None:
    def digest() -> str:
        return Setup(load_course(home / "course.yaml")).grounds().digest

    before = digest()
    assert digest() == before
    with (home / file).open("a") as changed:
        changed.write("# a check to come\n")
    assert digest() != before


def test_a_changed_question_grades_again(home: Path) -> None:
    before = Setup(load_course(home / "course.yaml")).grounds().digest
    (home / "course.yaml").write_text(RECORD.replace("right: down", "right: up"))
    assert Setup(load_course(home / "course.yaml")).grounds().digest != before
