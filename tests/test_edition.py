"""A learner begins with fresh starters; what students get holds nothing that is secret."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from corpus import ROOT

from grader import edition
from grader.checks import CHECKS_FOLDER
from grader.cli import main
from grader.course import DEFAULT_SEED, Course, built_in_course, load_course
from grader.edition import fresh_starters, public_course, student_edition, write_edition
from grader.errors import CourseError
from grader.intake import CONTRACT_FILES
from grader.judge.grading import Judge
from grader.submission import Submission, read_submission
from grader.verdict import Visibility

SEED = "canary-seed-of-the-instructor"
COURSE = load_course(built_in_course()).model_copy(update={"seed": SEED})
LISTED = {"README.md", "course.yaml", "exercises/README.md"} | {
    f"exercises/{name}" for name in CONTRACT_FILES
}


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


# --- start ------------------------------------------------------------------------------------


def test_a_learner_starts_with_the_lesson_and_every_starter(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "work"
    said = run("start", str(folder))
    assert said.exit_code == 0
    assert {path.name for path in folder.iterdir()} == {"README.md", *CONTRACT_FILES}
    for path in folder.iterdir():
        assert path.read_bytes() == (ROOT / "exercises" / path.name).read_bytes()
    whole = said.output.replace(" \\\n       ", "")
    assert f"mnist-grade check {folder} --exercise forward" in whole


def test_what_is_there_is_left_and_named(tmp_path: Path) -> None:
    (tmp_path / "forward.py").write_text("my own")
    (tmp_path / "loss.py").symlink_to(tmp_path / "elsewhere.py")
    said = run("start", str(tmp_path))
    there, new = said.output.index("There already"), said.output.index("New in")
    assert new < said.output.index("backward.py") < there < said.output.index("forward.py  ")
    assert (tmp_path / "forward.py").read_text() == "my own"
    assert not (tmp_path / "elsewhere.py").exists()


def test_starting_twice_writes_nothing(tmp_path: Path) -> None:
    run("start", str(tmp_path))
    assert "New in" not in run("start", str(tmp_path)).output


def test_a_file_in_the_place_of_the_folder_is_a_wrong_command_line(tmp_path: Path) -> None:
    (tmp_path / "work").touch()
    assert run("start", str(tmp_path / "work")).exit_code == 2
    assert run("start", str(tmp_path / "work" / "deeper")).exit_code == 2


def test_starters_are_fresh_where_the_exercises_of_a_checkout_were_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = fresh_starters()
    (tmp_path / "solutions").symlink_to(ROOT / "solutions")
    (tmp_path / "exercises").symlink_to(ROOT / "solutions")
    (tmp_path / "grader").mkdir()
    monkeypatch.setattr(edition, "_PACKAGE", tmp_path / "grader")
    monkeypatch.setattr(edition, "LESSON", "forward.py")
    assert fresh_starters() == {name: fresh[name] for name in CONTRACT_FILES}


def test_an_installed_package_brings_the_starters_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = fresh_starters()
    (tmp_path / "exercises").symlink_to(ROOT / "exercises")
    monkeypatch.setattr(edition, "_PACKAGE", tmp_path)
    assert fresh_starters() == fresh


def test_a_damaged_installation_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition, "_PACKAGE", tmp_path)
    with pytest.raises(CourseError, match="install mnist-grade again"):
        fresh_starters()


# --- release ----------------------------------------------------------------------------------


def whole_text(files: dict[str, bytes]) -> str:
    return "\n".join(content.decode() for content in files.values())


def hidden_checks(course: Course) -> set[str]:
    return {
        name
        for exercise in course.exercises
        for name, check in exercise.checks.items()
        if check.visibility is Visibility.HIDDEN
    }


def test_the_edition_holds_what_is_on_the_list_and_nothing_else() -> None:
    assert student_edition(COURSE).keys() == LISTED


def test_nothing_secret_is_in_it() -> None:
    text = whole_text(student_edition(COURSE))
    assert SEED not in text
    assert "SOLUTION" not in text
    names = hidden_checks(COURSE)
    assert len(names) >= 5
    for name in names:
        for spelling in (name, name.replace("-", "_"), name.replace("-", " ")):
            assert spelling not in text


def test_no_line_of_a_solution_is_in_it() -> None:
    lines = {line.strip() for line in whole_text(student_edition(COURSE)).splitlines()}
    starters = {
        line.strip()
        for name in CONTRACT_FILES
        for line in (ROOT / "exercises" / name).read_text().splitlines()
    }
    for path in (ROOT / "solutions").glob("*.*"):
        for block in re.findall(r"BEGIN SOLUTION\n(.*?)### END", path.read_text(), re.DOTALL):
            body = {line.strip() for line in block.splitlines()} - starters
            assert not body & lines, path.name


def test_no_line_of_a_hidden_check_is_in_it() -> None:
    text = whole_text(student_edition(COURSE))
    source = "\n".join(path.read_text() for path in CHECKS_FOLDER.glob("check_*.py"))
    for name in hidden_checks(COURSE):
        start = f"def check_{name.replace('-', '_')}"
        function = re.search(rf"{start}\(.*?(?:\n\n|\Z)", source, re.DOTALL)
        assert function is not None
        title = re.search(r'"""(.*?)"""', function[0], re.DOTALL)
        assert title is not None
        assert title[1] not in text


@pytest.mark.parametrize("secret", [SEED, "every-group-is-cleared", "### BEGIN SOLUTION"])
def test_an_edition_that_would_give_a_secret_away_is_not_written(
    secret: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaking = {**fresh_starters(), "step.py": f"# {secret}\n".encode()}
    monkeypatch.setattr(edition, "fresh_starters", lambda: leaking)
    with pytest.raises(CourseError, match=r"exercises/step.py: would give"):
        student_edition(COURSE)


def test_the_course_of_the_edition_is_a_course_whose_points_are_explained(tmp_path: Path) -> None:
    write_edition(student_edition(COURSE), tmp_path / "out")
    public = load_course(tmp_path / "out" / "course.yaml")
    assert public == public_course(COURSE)
    assert hidden_checks(public) == set()
    assert public.max_score + public.held_back == 100
    assert [e.hints for e in public.exercises] == [e.hints for e in COURSE.exercises]


def test_an_exercise_of_hidden_checks_alone_cannot_be_released() -> None:
    (backward,) = COURSE.chosen(["backward"])
    hidden = {
        name: check.model_copy(update={"visibility": Visibility.HIDDEN})
        for name, check in backward.checks.items()
    }
    only_hidden = backward.model_copy(update={"checks": hidden})
    with pytest.raises(CourseError, match="backward: every check is hidden"):
        public_course(COURSE.model_copy(update={"exercises": (only_hidden,)}))


def test_students_get_every_visible_point_and_read_that_there_are_more(
    judge: Judge, solutions: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "course", public_course(COURSE))
    grade = judge.grade(solutions, ["backward", "step"])
    assert (grade.score, grade.max_score, grade.passed) == (24, 24, True)
    assert "11 more points are for checks that your instructor runs." in grade.notes


def test_a_released_exercise_is_graded_as_not_begun(judge: Judge, tmp_path: Path) -> None:
    write_edition(student_edition(COURSE), tmp_path / "out")
    grade = judge.grade(read_submission(tmp_path / "out" / "exercises"), ["loss", "explain"])
    assert [e.findings[0].code for e in grade.exercises] == ["not-implemented", "missing-answer"]


def test_the_same_edition_is_the_same_archive(tmp_path: Path) -> None:
    course = ["--course", str(built_in_course())]
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        assert run("release", str(tmp_path / name / "edition.zip"), *course).exit_code == 0
    one, other = (tmp_path / name / "edition.zip" for name in ("a", "b"))
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert set(archive.namelist()) == {f"edition/{name}" for name in LISTED}
    assert list((tmp_path / "a").iterdir()) == [one]


def test_who_releases_a_course_whose_seed_is_no_secret_is_warned(tmp_path: Path) -> None:
    warned = run("release", str(tmp_path / "edition"))
    assert warned.exit_code == 0
    assert "warning: " in warned.stderr
    assert "seed is still the one that mnist-grade comes with" in warned.stderr
    own = tmp_path / "course.yaml"
    own.write_text(built_in_course().read_text().replace(DEFAULT_SEED, "my own"))
    assert run("release", str(tmp_path / "another"), "--course", str(own)).stderr == ""


@pytest.mark.parametrize("name", ["full", "edition.zip"])
def test_nothing_is_ever_overwritten(name: str, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    (tmp_path / "edition.zip").write_text("mine")
    said = run("release", str(tmp_path / name))
    assert said.exit_code == 2
    assert "is there already" in said.output
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["edition.zip", "full", "mine"]


def test_a_place_that_cannot_be_written_to_is_a_wrong_command_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("out", "out.zip"):
        assert run("release", str(tmp_path / "file" / name)).exit_code == 2


def test_the_wheel_holds_the_starters_and_no_solution(tmp_path: Path) -> None:
    built = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    builder = built.WheelBuilder(str(ROOT))
    (wheel,) = builder.build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"grader/exercises/{name}" for name in ("README.md", *CONTRACT_FILES)} <= names
    assert {"grader/course.yaml", "grader/templates/student-edition.md"} <= names
    assert not [name for name in names if "solution" in name]
