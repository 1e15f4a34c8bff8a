"""A learner begins with fresh starters; what students get holds nothing that is secret."""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from corpus import ROOT, dropping

from grader.cli import main
from grader.course import edition
from grader.course.course import DEFAULT_SEED, Course, built_in_course, load_course
from grader.course.edition import fresh_starters, public_course, student_edition, write_edition
from grader.course.lesson import lesson_of
from grader.course.marks import shipped_contract
from grader.course.shipped import own_folder, shipped_folder
from grader.errors import CourseError
from grader.judge.grading import Judge
from grader.learn.progress import course_of, note_check
from grader.results.verdict import ExerciseResult, Visibility
from grader.submission.submission import Submission, read_submission

SEED = "canary-seed-of-the-instructor"
COURSE = load_course(built_in_course()).model_copy(update={"seed": SEED})
LISTED = {"README.md", "course.yaml", "exercises/README.md"} | {
    f"exercises/{name}" for name in shipped_contract().files
}


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


# --- start ------------------------------------------------------------------------------------


def test_a_learner_starts_with_the_lesson_and_every_starter(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "work"
    said = run("start", str(folder))
    assert said.exit_code == 0
    assert {path.name for path in folder.iterdir()} == {"README.md", *shipped_contract().files}
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
    assert "What to do first" in run("start", str(tmp_path)).output
    note_check(tmp_path, None, [ExerciseResult("forward", "Forward", ())])
    said = run("start", str(tmp_path)).output
    assert "of 6 done" in said
    assert "What to do first" not in said, "who has begun is told no first steps"


def test_a_file_in_the_place_of_the_folder_is_a_wrong_command_line(tmp_path: Path) -> None:
    (tmp_path / "work").touch()
    assert run("start", str(tmp_path / "work")).exit_code == 2
    assert run("start", str(tmp_path / "work" / "deeper")).exit_code == 2


def test_starters_are_fresh_where_the_exercises_of_a_checkout_were_filled_in(
    tmp_path: Path,
) -> None:
    shutil.copytree(ROOT / "solutions", tmp_path / "exercises")
    shutil.copy(ROOT / "exercises" / "README.md", tmp_path / "exercises")
    fresh = fresh_starters(shipped_folder())
    filled = replace(shipped_folder(), exercises=tmp_path / "exercises")
    assert fresh_starters(filled) == fresh
    assert not [name for name, content in fresh.items() if b"SOLUTION" in content]


def test_a_damaged_installation_or_course_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="install mnist-grade again"):
        fresh_starters(replace(shipped_folder(), exercises=tmp_path))
    with pytest.raises(CourseError, match="the course needs it; write it"):
        fresh_starters(own_folder(tmp_path / "course.yaml"))


# --- a course that dropped exercises ----------------------------------------------------------


@pytest.mark.parametrize("exercise", [e.id for e in COURSE.exercises])
def test_nothing_tells_of_an_exercise_that_the_course_dropped(
    exercise: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    course = dropping(tmp_path, exercise)
    (dropped,) = COURSE.chosen([exercise])
    said = run("start", "work", "--course", str(course)).output
    released = run("release", "edition", "--course", str(course)).output
    names = {path.name for path in Path("work").iterdir()}
    assert names == {"README.md", *shipped_contract().files} - {dropped.file}
    told = [said, released]
    told += [path.read_text() for path in (*Path("work").iterdir(), *Path("edition").rglob("*.*"))]
    for text in told:
        starters = [(ROOT / "exercises" / name).read_text() for name in shipped_contract().files]
        if text not in starters:  # whose words on each other are the course's to choose
            assert dropped.file not in text
            assert f"--exercise {exercise}" not in text
            assert f"import torch, {exercise}" not in text
    assert run("hint", exercise).exit_code == 2
    assert f" {exercise}" not in run("hint", exercise).output.partition("known are:")[2]


def test_the_lesson_of_the_whole_course_is_the_lesson() -> None:
    text = (ROOT / "exercises" / "README.md").read_text(encoding="utf-8")
    assert lesson_of(COURSE, text) == text


def test_the_lesson_numbers_the_exercises_in_the_course_s_order() -> None:
    some = tuple(COURSE.chosen(["loss", "train", "hidden_layer"]))
    course = COURSE.model_copy(update={"exercises": some[::-1]})
    text = lesson_of(course, (ROOT / "exercises" / "README.md").read_text(encoding="utf-8"))
    rows = re.findall(r"^\| (\w+) \| \[(.*?)\]\(\2\) \| \w", text, re.M)
    assert rows == [("bonus", "hidden_layer.py"), ("1", "train.py"), ("2", "loss.py")]
    assert "--exercise train " in text
    assert not re.search("First, predict|## Bonus|forward.py", text)
    assert "## By hand\n" in text


def test_the_course_of_start_counts_for_that_work_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    course = dropping(tmp_path, "explain")
    monkeypatch.setenv("MNIST_GRADE_COURSE", "course.yaml")
    assert "Course: course.yaml" in run("start", "work").output
    monkeypatch.delenv("MNIST_GRADE_COURSE")
    assert course_of(Path("work"), None) == course
    assert course_of(Path("work"), Path("given")) == Path("given")
    assert course_of(Path("elsewhere"), None) is None
    assert "explain" not in run("start", "work").output
    wrong = run("check", "work", "--exercise", "explain")
    assert (wrong.exit_code, "known are: forward, loss" in wrong.output) == (2, True)
    assert "known are: forward, loss" in run("hint", "explain", "--for", "work").output


def test_a_course_that_work_is_started_with_anew_counts_from_then_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("start", "work")
    run("check", "work", "--exercise", "explain", "--course", str(built_in_course()))
    assert run("hint", "explain").exit_code == 0
    run("start", "work", "--course", str(dropping(tmp_path, "explain")))
    assert run("hint", "explain").exit_code == 2


def test_a_course_that_was_handed_in_is_never_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("work").mkdir()
    dropping(Path("work"), "explain")
    dropping(tmp_path, "explain")
    assert course_of(Path("work"), None) is None
    assert run("check", "work", "--exercise", "explain").exit_code == 1
    assert "Hint 1 of 5" in run("hint", "explain", "--for", "work").output


def test_a_course_that_is_gone_is_told_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("start", "work", "--course", str(dropping(tmp_path, "explain")))
    (tmp_path / "course.yaml").unlink()
    for words in (["check", "work"], ["watch", "work"], ["hint", "loss"], ["start", "work"]):
        said = run(*words)
        assert said.exit_code == 2
        assert re.search(
            "noted this course for .*work, and it is not there any more; name", said.output
        )


def test_where_nothing_can_be_remembered_the_course_is_in_the_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    course = dropping(tmp_path, "explain")
    said = run("start", str(tmp_path / "work"), "--course", str(course)).output
    whole = said.replace(" \\\n       ", "")
    assert f"--exercise forward --course {course}" in whole


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
        for name in shipped_contract().files
        for line in (ROOT / "exercises" / name).read_text().splitlines()
    }
    for path in (ROOT / "solutions").glob("*.*"):
        for block in re.findall(r"BEGIN SOLUTION\n(.*?)### END", path.read_text(), re.DOTALL):
            body = {line.strip() for line in block.splitlines()} - starters
            assert not body & lines, path.name


def test_no_line_of_a_hidden_check_is_in_it() -> None:
    text = whole_text(student_edition(COURSE))
    source = "\n".join(path.read_text() for path in shipped_folder().checks.glob("*.py"))
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
    leaking = {**fresh_starters(shipped_folder()), "step.py": f"# {secret}\n".encode()}
    monkeypatch.setattr(edition, "fresh_starters", lambda _: leaking)
    with pytest.raises(CourseError, match=r"exercises/step.py: would give"):
        student_edition(COURSE)


def test_the_course_of_the_edition_is_a_course_whose_points_are_explained(tmp_path: Path) -> None:
    write_edition(student_edition(COURSE), tmp_path / "out")
    public = load_course(tmp_path / "out" / "course.yaml")
    assert public == public_course(COURSE)
    assert hidden_checks(public) == set()
    assert public.max_score + public.held_back == 100
    assert [e.hints for e in public.exercises] == [e.hints for e in COURSE.exercises]


def test_the_edition_asks_for_the_version_that_the_course_asks_for(tmp_path: Path) -> None:
    course = COURSE.model_copy(update={"requires": "mnist-grade>=0.2"})
    write_edition(student_edition(course), tmp_path / "out")
    assert load_course(tmp_path / "out" / "course.yaml").requires == "mnist-grade>=0.2"


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
