"""What a save concerns is graded again, and what is new is said, calmly."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from corpus import ROOT
from rich.console import Console

from grader.course.course import built_in_course, load_course
from grader.errors import SubmissionError
from grader.judge.grading import Judge
from grader.learn.at_hand import Tools
from grader.learn.watching import (
    Changes,
    Gone,
    Look,
    Moment,
    changes_between,
    concerned,
    looks,
    saves,
    unseen,
)
from grader.report.watch import LookScreen, draw, line
from grader.results.finding import Finding
from grader.results.verdict import CheckResult, ExerciseResult, Grade, Outcome, Visibility
from grader.submission.submission import Submission, read_submission

SAVED, QUIET = Moment.SAVED, Moment.QUIET
EXERCISES = load_course(built_in_course()).exercises
WRONG = b"def backward(optimizer, loss):\n    loss.backward()\n"
RIGHT = b"def backward(optimizer, loss):\n    optimizer.zero_grad()\n    loss.backward()\n"
STARTERS = read_submission(ROOT / "exercises")


def check(name: str, outcome: Outcome, hidden: bool = False) -> CheckResult:
    visibility = Visibility.HIDDEN if hidden else Visibility.VISIBLE
    score = 2.0 if outcome is Outcome.PASSED else 0.0
    return CheckResult(name, f"The {name}.", outcome, score, 2.0, visibility)


def exercise(*checks: CheckResult, codes: tuple[str, ...] = ()) -> ExerciseResult:
    findings = tuple(Finding(code, f"{code} was seen.", "A hint.") for code in codes)
    return ExerciseResult("backward", "Backward", checks, findings)


def grade(*exercises: ExerciseResult, **more: object) -> Grade:
    return Grade("mnist-sgd", "work", "digits", exercises, **more)


PASSED, FAILED, NOT_JUDGED = Outcome


# --- what changed between two grades ----------------------------------------------------------


def test_checks_that_turn_are_news() -> None:
    before = exercise(check("a", FAILED), check("b", PASSED), check("c", PASSED))
    after = exercise(check("a", PASSED), check("b", FAILED), check("c", PASSED))
    changes = changes_between([before], [after])
    assert [c.id for _, c in changes.passing] == ["a"]
    assert [c.id for _, c in changes.failing] == ["b"]
    assert changes.points == 0


def test_a_file_that_cannot_be_read_lists_no_checks() -> None:
    whole, broken = (
        exercise(check("a", PASSED)),
        exercise(check("a", FAILED), codes=("syntax-error",)),
    )
    for before, after in ((whole, broken), (broken, whole)):
        changes = changes_between([before], [after])
        assert (changes.passing, changes.failing) == ((), ())
    assert changes.gone == ("syntax-error",)


def test_findings_come_go_and_stay() -> None:
    changes = changes_between([exercise(codes=("one", "two"))], [exercise(codes=("two", "three"))])
    assert (changes.found, changes.gone, changes.same) == (("three",), ("one",), ("two",))


@pytest.mark.parametrize("code", sorted(unseen()))
def test_what_cannot_be_seen_any_more_is_not_called_gone(code: str) -> None:
    changes = changes_between([exercise(codes=("one",))], [exercise(codes=(code,))])
    assert (changes.found, changes.gone) == ((code,), ())


def test_nothing_is_gone_from_an_exercise_that_fails_for_a_reason_elsewhere() -> None:
    before, after = exercise(check("a", FAILED), codes=("one",)), exercise(check("a", FAILED))
    assert changes_between([before], [after]).gone == ()
    assert changes_between([before], [exercise(check("a", PASSED))]).gone == ("one",)


def test_every_finding_of_code_that_did_not_run_to_its_end_hides_the_others() -> None:
    assert {"crashed", "missing-file", "not-implemented", "syntax-error", "timeout"} < unseen()
    assert {"missing-flatten", "wrong-architecture"} < unseen(), "a course's own stop it, too"
    assert not {"missing-answer", "wrong-prediction", "missing-step"} & unseen()


def test_two_grades_that_say_the_same_have_no_news() -> None:
    once = exercise(check("a", FAILED), codes=("one",))
    assert changes_between([once], [once]) == Changes(same=("one",))


def test_exercises_that_were_not_graded_again_are_no_news() -> None:
    assert changes_between([exercise(check("a", FAILED), codes=("one",))], []) == Changes()


@pytest.mark.parametrize("turn", [(PASSED, NOT_JUDGED), (NOT_JUDGED, PASSED)])
def test_what_could_not_be_judged_is_no_news(turn: tuple[Outcome, Outcome]) -> None:
    before, after = (exercise(check("a", outcome)) for outcome in turn)
    changes = changes_between([before], [after])
    assert (changes.passing, changes.failing) == ((), ())


# --- what a save concerns ---------------------------------------------------------------------

FILES = {
    "forward.py": b"from solution import forward\n",
    "solution.py": b"import torch\n",
    "train.py": b"import forward\n",
    "loss.py": b"import torch\n",
    "notes.txt": b"",
}


@pytest.mark.parametrize(
    ("changed", "exercises"),
    [
        ({"loss.py": b"# new"}, ["loss"]),
        ({"forward.py": b"# new"}, ["forward", "train"]),
        ({"solution.py": b"# new"}, ["forward", "train"]),
        ({"loss.py": None}, ["loss"]),
        ({"solution.py": None}, ["forward", "train"]),
        ({"explain.yaml": b"order:"}, ["explain"]),
        ({"notes.txt": b"new"}, []),
        ({"loss.py": b"import solution\n", "notes.txt": None}, ["loss"]),
    ],
)
def test_a_save_concerns_the_exercises_that_use_the_file(
    changed: dict[str, bytes | None], exercises: list[str]
) -> None:
    after = {n: c for n, c in (FILES | changed).items() if c is not None}
    assert concerned(FILES, after, EXERCISES) == exercises


# --- the loop ---------------------------------------------------------------------------------


class Work:
    """A folder as it is read at each look, and a grader that notes what it was asked for."""

    def __init__(self, *states: dict[str, bytes] | None) -> None:
        self.states = iter(states)
        self.asked: list[list[str]] = []

    def read(self) -> Submission:
        files = next(self.states)
        if files is None:
            raise SubmissionError("work: there is no such file or folder")
        return Submission("work", files)

    def grade(self, submission: Submission, names: list[str]) -> Grade:
        self.asked.append(names)
        results = (replace(exercise(check("a", PASSED)), id=name) for name in names)
        return grade(*results)

    def looks(self, *moments: Moment) -> list[Look | Gone]:
        return list(looks(moments, self.read, self.grade, EXERCISES))


ALL = [exercise.id for exercise in EXERCISES]


def test_the_first_look_is_at_everything_and_at_once() -> None:
    work = Work(FILES)
    (look,) = work.looks()
    assert isinstance(look, Look)
    assert work.asked == [ALL]


def test_a_save_is_graded_by_what_it_concerns() -> None:
    work = Work(FILES, FILES | {"loss.py": b"# new"})
    _, look = work.looks(SAVED)
    assert isinstance(look, Look)
    assert (look.files, look.judged) == (("loss.py",), ("loss",))
    assert [e.id for e in look.grade.exercises] == ALL
    assert work.asked == [ALL, ["loss"]]


def test_while_it_is_quiet_nothing_is_even_read() -> None:
    assert len(Work(FILES).looks(QUIET, QUIET, QUIET)) == 1


def test_a_save_that_changes_nothing_is_not_graded() -> None:
    assert len(Work(FILES, FILES, FILES | {"notes.txt": b"new"}).looks(SAVED, SAVED)) == 1


def test_a_file_that_was_deleted_is_not_called_saved() -> None:
    without = {name: content for name, content in FILES.items() if name != "loss.py"}
    work = Work(FILES, without, without)
    _, look = work.looks(SAVED, QUIET)
    assert isinstance(look, Look)
    assert (look.files, look.deleted) == ((), ("loss.py",))
    assert "Since you deleted loss.py:" in drawn(look)
    assert line(look, "work").startswith("deleted loss.py: ")
    both = replace(look, files=("step.py",))
    assert "Since you saved step.py and deleted loss.py:" in drawn(both)


@pytest.mark.parametrize(
    "half", [FILES | {"loss.py": b"def f("}, FILES | {"loss.py": b""}, FILES.keys() - {"loss.py"}]
)
def test_a_half_written_file_is_waited_for(half: dict[str, bytes] | set[str]) -> None:
    half = {name: FILES[name] for name in half} if isinstance(half, set) else half
    work = Work(FILES, half, FILES | {"loss.py": b"# new"})
    assert len(work.looks(SAVED, SAVED)) == 2
    assert work.asked == [ALL, ["loss"]]


def test_a_file_that_stays_broken_is_graded_when_it_is_quiet() -> None:
    broken = FILES | {"loss.py": b"def f("}
    work = Work(FILES, broken, broken, broken)
    assert len(work.looks(SAVED, QUIET, QUIET)) == 2
    assert work.asked == [ALL, ["loss"]]


def test_a_folder_that_goes_is_told_once_and_waited_for() -> None:
    work = Work(FILES, None, None, FILES, FILES | {"loss.py": b"# new"})
    seen = work.looks(SAVED, QUIET, QUIET, SAVED)
    assert [type(look) for look in seen] == [Look, Gone, Look, Look]
    assert work.asked == [ALL, ["loss"]]


def test_a_fault_of_the_grader_is_graded_again_at_the_next_save() -> None:
    work = Work(FILES, FILES | {"loss.py": b"# new"}, FILES | {"loss.py": b"# new"})
    good, failing = work.grade, [False, True, False]
    work.grade = lambda s, n: replace(good(s, n), error="a fault" if failing.pop(0) else "")  # type: ignore[method-assign]
    assert len(work.looks(SAVED, SAVED)) == 3
    assert work.asked == [ALL, ["loss"], ["loss"]]


def test_a_broken_file_that_is_imported_is_graded_along(judge: Judge) -> None:
    # Graded alone, train.py would be blamed for what backward.py does.
    train = (ROOT / "solutions" / "train.py").read_bytes()
    train = train.replace(b"    optimizer.zero_grad()\n    loss.backward()\n", b"    backward(o)\n")
    train = b"from backward import backward\n" + train.replace(b"(o)", b"(optimizer, loss)")
    solutions = read_submission(ROOT / "solutions").files
    before = {"backward.py": WRONG, "forward.py": solutions["forward.py"]}
    states = iter([before, before | {"train.py": train}])
    chosen = [e for e in EXERCISES if e.id in ("backward", "train")]

    def read() -> Submission:
        return Submission("work", next(states))

    _, look = looks([SAVED], read, judge.grade, chosen)
    assert isinstance(look, Look)
    backward, trained = look.grade.exercises
    assert not backward.passed
    assert trained.passed


def test_one_exercise_is_graded_as_a_check_of_everything_would(judge: Judge) -> None:
    states = iter([{"backward.py": WRONG}, {"backward.py": RIGHT}])
    chosen = [e for e in EXERCISES if e.id in ("backward", "step")]
    first, second = looks([SAVED], lambda: Submission("work", next(states)), judge.grade, chosen)
    assert isinstance(first, Look)
    assert isinstance(second, Look)
    assert (first.grade.score, second.grade.score) == (9, 20)
    assert second.changes.gone == ("missing-zero-grad",)
    assert second.changes.points == 11
    assert second.judged == ("backward",)


# --- the moments of a real folder -------------------------------------------------------------


@pytest.fixture
def moments(tmp_path: Path) -> Iterator[Iterator[Moment]]:
    shutil.copytree(ROOT / "exercises", tmp_path / "work")
    found = saves(tmp_path / "work")
    # The first one says: look once more, the watch begins only now.
    assert next(found) is SAVED
    yield found
    found.close()


def until(wanted: Moment, moments: Iterator[Moment]) -> bool:
    return any(next(moments) is wanted for _ in range(20))


def test_a_save_is_seen_however_an_editor_does_it(
    moments: Iterator[Moment], tmp_path: Path
) -> None:
    target, fresh = tmp_path / "work" / "loss.py", tmp_path / "work" / ".loss.py.new"
    target.write_text("# in place")
    assert until(SAVED, moments)
    assert until(QUIET, moments)
    fresh.write_text("# beside, and renamed")
    fresh.replace(target)
    assert until(SAVED, moments)
    assert until(QUIET, moments)
    target.unlink()
    assert until(SAVED, moments)


def test_caches_are_none_of_the_work(moments: Iterator[Moment], tmp_path: Path) -> None:
    (tmp_path / "work" / "__pycache__").mkdir()
    (tmp_path / "work" / ".swap").write_text("")
    assert next(moments) is QUIET


def test_a_folder_that_comes_back_is_watched_again(
    moments: Iterator[Moment], tmp_path: Path
) -> None:
    (tmp_path / "work").rename(tmp_path / "away")
    assert until(SAVED, moments)
    assert until(QUIET, moments)
    (tmp_path / "away").rename(tmp_path / "work")
    assert until(SAVED, moments)
    assert until(QUIET, moments)
    (tmp_path / "work" / "loss.py").write_text("# new")
    assert until(SAVED, moments)


# --- what is shown ----------------------------------------------------------------------------

MISTAKEN = exercise(check("a", PASSED), check("b", FAILED, hidden=True), codes=("one",))
NEWS = Changes(
    passing=(("backward", check("a", PASSED)), ("backward", check("secret", PASSED, hidden=True))),
    found=("one",),
    same=("two",),
    points=4,
)
LOOK = Look(grade(MISTAKEN), NEWS, ("backward.py",), (), ("backward",), 0.25)


def drawn(look: Look | Gone, **more: object) -> str:
    console = Console(file=io.StringIO(), width=80, **more)  # type: ignore[arg-type]
    draw(look, console, "work")
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_in_a_pipe_a_look_is_one_line() -> None:
    assert line(LOOK, "work") == (
        "backward.py: 2 / 4 points (+4); passes now: backward (2 checks); found: one; still: two; "
        "0.25 s"
    )
    assert line(Look(grade(MISTAKEN)), "work") == "work: 2 / 4 points; next: backward; 0 s"


def test_each_look_is_a_line_where_there_is_no_terminal() -> None:
    console = Console(file=io.StringIO(), width=40)
    with LookScreen(console, "work") as screen:
        screen.show(LOOK)
        screen.show(Gone("work: there is no such file or folder"))
        screen.show(Look(grade(MISTAKEN)))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert text.count("\n") == 3
    assert "\x1b" not in text


def test_a_screen_says_what_is_new_and_what_is_next() -> None:
    text = drawn(LOOK)
    assert "✗ backward          2 / 4   one" in text
    assert "Since you saved backward.py:" in text
    assert "+ passes now: backward: The a." in text
    assert "! found: one" in text
    assert "= still: two" in text
    assert "Next: backward." in text
    assert "mnist-grade why one" in text


def test_a_screen_names_what_helps_with_what_is_next() -> None:
    tools = Tools("work", loops=frozenset({"backward"}), seen=frozenset({"one"}))
    unwritten = exercise(check("a", FAILED), codes=("not-implemented",))
    told = (
        (MISTAKEN, "See it happen: mnist-grade explore --open"),
        (unwritten, "To find its calls and their order first: mnist-grade debug"),
        (exercise(check("a", PASSED)), "repair somebody else's loop: mnist-grade debug"),
    )
    for result, said in told:
        console = Console(file=io.StringIO(), width=80)
        draw(Look(grade(result)), console, "work", tools=tools)
        assert said in console.file.getvalue()  # type: ignore[attr-defined]


def test_a_hidden_check_stays_hidden() -> None:
    for text in (drawn(LOOK), line(LOOK, "work")):
        assert "secret" not in text
    assert "hidden check" in drawn(LOOK)


def test_a_screen_says_at_once_what_is_being_checked() -> None:
    console = Console(file=io.StringIO(), width=80, height=24, force_terminal=True)
    with LookScreen(console, "work") as screen:
        screen.checking(["backward.py", "train.py"])
        assert "checking backward.py, train.py ..." in console.file.getvalue()  # type: ignore[attr-defined]
        screen.show(LOOK)
        before = len(console.file.getvalue())  # type: ignore[attr-defined]
        screen.checking(["loss.py"])
        shown = console.file.getvalue()[before:]  # type: ignore[attr-defined]
    assert "checking loss.py ..." in shown
    assert "Score: 2 / 4" in shown
    assert "Ctrl-C" not in shown


def test_a_screen_is_put_back_and_keeps_the_last_look() -> None:
    console = Console(file=io.StringIO(), width=80, height=24, force_terminal=True)
    with LookScreen(console, "work") as screen:
        screen.show(LOOK)
    before, after = console.file.getvalue().rsplit("\x1b[?1049l", 1)  # type: ignore[attr-defined]
    assert "\x1b[?1049h" in before
    assert "Ctrl-C ends" in before
    assert "backward" in after


def test_a_look_that_is_too_long_for_the_screen_is_shortened() -> None:
    many = tuple(("backward", check(f"check {i}", PASSED)) for i in range(30))
    look = replace(LOOK, changes=Changes(passing=many))
    console = Console(file=io.StringIO(), width=80, height=14, force_terminal=True)
    with LookScreen(console, "work") as screen:
        screen.show(look)
    assert "passes now: backward (30 checks)" in console.file.getvalue()  # type: ignore[attr-defined]


def test_what_students_write_cannot_move_the_cursor() -> None:
    hostile = "\x1b[2Jgone\n::error::x\x07"
    finding = Finding("one", hostile, hostile, file=hostile)
    look = Look(
        grade(replace(MISTAKEN, findings=(finding,))),
        NEWS,
        (hostile,),
        (hostile,),
        ("backward",),
        0.1,
    )
    for text in (drawn(look), line(look, hostile), drawn(Gone(hostile))):
        assert "\x1b" not in text
        assert "\x07" not in text
        assert "\n::error" not in text


# --- the whole command ------------------------------------------------------------------------


def test_ctrl_c_ends_tidily_with_the_status_of_the_last_result(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "backward.py").write_bytes(WRONG)
    watching = subprocess.Popen(
        [sys.executable, "-m", "grader.cli", "watch", str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        start_new_session=True,
    )  # fmt: skip
    assert watching.stdout is not None
    assert "9 / 100 points" in watching.stdout.readline()
    (folder / "backward.py").write_bytes(RIGHT)
    assert "20 / 100 points (+11)" in watching.stdout.readline()
    os.killpg(watching.pid, signal.SIGINT)
    rest, said = watching.communicate(timeout=20)
    assert (watching.returncode, rest, said) == (1, "", "")


def test_a_path_that_is_no_work_is_a_wrong_command_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "grader.cli", "watch", str(tmp_path / "nothing")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 2
    assert "there is no such file or folder" in done.stderr
