"""Starters are cut from the solutions, and the committed ones are fresh."""

from pathlib import Path

import pytest
import yaml

from grader.course.starters import cut, stale_starters, write_starters
from grader.errors import CourseError

ROOT = Path(__file__).parent.parent

SOLUTION = '''\
"""Two functions."""


class Net:
    def forward(
        self,
        x,
    ):
        """Docstrings stay."""
        ### BEGIN SOLUTION
        y = x + 1

        return y
        ### END SOLUTION


def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
'''

STARTER = '''\
"""Two functions."""


class Net:
    def forward(
        self,
        x,
    ):
        """Docstrings stay."""
        raise NotImplementedError("Net.forward: not implemented yet")


def double(x):
    raise NotImplementedError("double: not implemented yet")
'''

ANSWERS = """\
# Words: adds, replaces
second:
  ### BEGIN SOLUTION
  adds
  ### END SOLUTION
order:
  ### BEGIN SOLUTION
  - forward
  - loss
  ### END SOLUTION
"""


@pytest.fixture
def solutions(tmp_path: Path) -> Path:
    folder = tmp_path / "solutions"
    folder.mkdir()
    (folder / "code.py").write_text(SOLUTION)
    (folder / "answers.yaml").write_text(ANSWERS)
    return folder


@pytest.fixture
def exercises(tmp_path: Path) -> Path:
    return tmp_path / "exercises"


def test_every_committed_starter_is_fresh():
    assert stale_starters(ROOT / "solutions", ROOT / "exercises") == []


def test_no_committed_starter_carries_a_mark():
    for path in (ROOT / "exercises").glob("*.*"):
        assert "SOLUTION" not in path.read_text(encoding="utf-8"), path.name


def test_a_python_block_becomes_an_error_that_names_its_function():
    assert cut(SOLUTION, yaml=False) == STARTER


def test_a_block_inside_a_branch_keeps_its_indentation():
    text = (
        "def f(x):\n    if x:\n        ### BEGIN SOLUTION\n        g()\n        ### END SOLUTION\n"
    )
    expected = '        raise NotImplementedError("f: not implemented yet")'
    assert cut(text, yaml=False).splitlines()[2:] == [expected]


def test_a_yaml_block_vanishes_and_leaves_its_key_empty():
    starter = cut(ANSWERS, yaml=True)
    assert starter == "# Words: adds, replaces\nsecond:\norder:\n"
    assert yaml.safe_load(starter) == {"second": None, "order": None}


def test_marks_do_not_disturb_the_yaml_of_a_solution():
    assert yaml.safe_load(ANSWERS) == {"second": "adds", "order": ["forward", "loss"]}


@pytest.mark.parametrize(
    ("marks", "message"),
    [
        ("b", "line 2: ### BEGIN SOLUTION has no partner; put ### END SOLUTION below"),
        ("e", "line 2: ### END SOLUTION has no partner; put ### BEGIN SOLUTION above"),
        ("bbe", "line 2: ### BEGIN SOLUTION has no partner"),
        ("bee", "line 4: ### END SOLUTION has no partner"),
        ("beb", "line 4: ### BEGIN SOLUTION has no partner"),
        ("", "no ### BEGIN SOLUTION; mark what the learner is to write"),
    ],
)
def test_unbalanced_marks_are_refused_with_line_and_remedy(marks: str, message: str):
    lines = {"b": "    ### BEGIN SOLUTION\n", "e": "    ### END SOLUTION\n"}
    text = "def f():\n" + "".join(lines[mark] for mark in marks)
    with pytest.raises(CourseError, match=message):
        cut(text, yaml=False)


def test_a_python_block_outside_any_function_is_refused():
    with pytest.raises(CourseError, match="line 1: a block outside any function; move it"):
        cut("### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n", yaml=False)


def test_a_mark_with_loose_blanks_is_a_mark_so_that_no_solution_leaks():
    text = "def f():\n    #  BEGIN SOLUTION \n    return 7\n    ###END SOLUTION\n"
    assert "7" not in cut(text, yaml=False)


def test_written_starters_are_fresh(solutions: Path, exercises: Path):
    written = write_starters(solutions, exercises)
    assert [path.name for path in written] == ["answers.yaml", "code.py"]
    assert (exercises / "code.py").read_text() == STARTER
    assert stale_starters(solutions, exercises) == []


def test_a_missing_starter_is_stale(solutions: Path, exercises: Path):
    assert [path.name for path in stale_starters(solutions, exercises)] == [
        "answers.yaml",
        "code.py",
    ]


def test_a_changed_starter_is_stale(solutions: Path, exercises: Path):
    write_starters(solutions, exercises)
    (exercises / "code.py").write_text(SOLUTION)
    assert stale_starters(solutions, exercises) == [exercises / "code.py"]


def test_a_starter_without_a_solution_is_stale(solutions: Path, exercises: Path):
    write_starters(solutions, exercises)
    (exercises / "old.py").write_text("")
    assert stale_starters(solutions, exercises) == [exercises / "old.py"]


def test_the_lesson_is_left_alone(solutions: Path, exercises: Path):
    write_starters(solutions, exercises)
    (exercises / "README.md").write_text("The lesson.")
    write_starters(solutions, exercises)
    assert (exercises / "README.md").read_text() == "The lesson."
    assert stale_starters(solutions, exercises) == []


def test_one_bad_solution_is_named_and_nothing_is_written(solutions: Path, exercises: Path):
    (solutions / "zebra.py").write_text("x = 1\n")
    with pytest.raises(CourseError, match=r"zebra\.py: line 1: no ### BEGIN SOLUTION"):
        write_starters(solutions, exercises)
    assert not exercises.exists()


def test_a_folder_without_solutions_is_refused(tmp_path: Path, exercises: Path):
    with pytest.raises(CourseError, match="no solutions here"):
        stale_starters(tmp_path / "nowhere", exercises)
