"""Where a learner is: remembered from check to check, and never taken away by a slip of a key."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from grader.cli import asking, main
from grader.course.course import Course, built_in_course, load_course
from grader.course.shipped import shipped_folder
from grader.judge.grading import Judge
from grader.learn.at_hand import tools_of
from grader.learn.hints import right_ways
from grader.learn.progress import Progress, note_check, recall
from grader.learn.sentences import sentences_in
from grader.learn.standing import Standing
from grader.learn.watching import gone_since
from grader.learn.whereabouts import State, told_by_lesson, whereabouts
from grader.report.afterwards import print_afterwards
from grader.report.reading import tool_for
from grader.report.whereabouts import print_whereabouts
from grader.results.finding import Finding
from grader.results.verdict import CheckResult, ExerciseResult, Grade, Outcome
from grader.submission.submission import Submission

COURSE = load_course(built_in_course())
PRACTICE = load_course(shipped_folder().code.parent / "practice" / "course.yaml")
RIGHT, WRONG = Standing(passed=True), Standing(passed=False, code="missing-zero-grad")


def result(name: str, *codes: str) -> ExerciseResult:
    """An exercise that passed, or that has these findings."""
    outcome = Outcome.FAILED if codes else Outcome.PASSED
    check = CheckResult("a-check", "It does.", outcome, 0 if codes else 5, 5)
    return ExerciseResult(
        name, name, (check,), tuple(Finding(code, "So it is.", file=f"{name}.py") for code in codes)
    )


def said(progress: Progress, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    console = Console(file=io.TextIOWrapper(raw, encoding=encoding), width=80)
    where = whereabouts(COURSE, progress)
    assert where.next is not None
    print_whereabouts(where, told_by_lesson(COURSE)[where.next.id], console)
    console.file.flush()
    return " ".join(raw.getvalue().decode(encoding).split())


def test_what_is_done_and_what_is_next_stand_on_a_line_with_the_lessons_sentence() -> None:
    text = said(Progress(exercises={"forward": RIGHT, "loss": RIGHT, "backward": WRONG}))
    assert text.startswith("2 of 6 done ✓ forward ✓ loss ▸ backward step")
    assert "In backward.py you write backward. Backward walks the graph from the loss back" in text


def test_a_mark_stays_with_its_name_at_any_width() -> None:
    where = whereabouts(COURSE, Progress(exercises={e.id: RIGHT for e in COURSE.exercises}))
    for width in range(40, 101):
        console = Console(file=io.StringIO(), width=width)
        print_whereabouts(where, "", console)
        lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
        assert all(len(line) <= width and not line.endswith("✓") for line in lines)
        assert sum(line.count("✓") for line in lines) == len(COURSE.exercises)


def test_a_plain_console_gets_words() -> None:
    text = said(Progress(exercises={"forward": RIGHT}), "ascii")
    assert "ok forward next: loss backward" in text


def test_the_bonus_comes_when_everything_else_is_done() -> None:
    right = {e.id: RIGHT for e in COURSE.exercises if not e.bonus}
    where = whereabouts(COURSE, Progress(exercises=right))
    assert (where.done, where.required) == (6, 6)
    assert where.next is not None
    assert where.next.bonus
    whole = Progress(exercises={e.id: RIGHT for e in COURSE.exercises})
    assert whereabouts(COURSE, whole).next is None


def test_every_exercise_is_told_of_by_the_lesson() -> None:
    told = told_by_lesson(COURSE)
    assert told["step"] == (
        "In step.py you write make_optimizer and step. "
        "Step moves each weight a little way against its gradient."
    )
    assert told["explain"] == "That is your predictions, and why the order is what it is."
    assert all(told.values())


def test_a_syntax_error_is_not_gradable_yet_and_what_stood_still_stands(tmp_path: Path) -> None:
    for codes in ((), ("syntax-error",), ("syntax-error",)):
        note_check(tmp_path, None, [result("forward"), result("loss", *codes)])
    where = whereabouts(COURSE, recall(tmp_path))
    assert where.states["loss"] is State.UNGRADABLE
    assert where.done == 2
    assert where.next is not None
    assert where.next.id == "loss"
    assert "loss is not gradable yet" in said(recall(tmp_path))
    note_check(tmp_path, None, [result("loss", "wrong-reduction")])
    assert whereabouts(COURSE, recall(tmp_path)).done == 1


def grade(*results: ExerciseResult) -> Grade:
    return Grade(course="c", submission="s", dataset="digits", exercises=results)


def test_a_finding_is_gone_where_the_code_was_seen_at_work() -> None:
    before = Progress(exercises={"backward": WRONG})
    gone = ("backward", "missing-zero-grad")
    assert gone_since(before, grade(result("backward"))) == gone
    assert gone_since(before, grade(result("backward", "repeated-backward"))) == gone
    for code in ("missing-zero-grad", "syntax-error", "not-implemented"):
        assert gone_since(before, grade(result("backward", code))) == ("", "")
    unwritten = replace(WRONG, code="not-implemented")
    assert gone_since(Progress(exercises={"backward": unwritten}), grade(result("backward"))) == (
        "", "",
    )  # fmt: skip


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody at a terminal types, from the end of the list."""
    typed: list[str] = []
    monkeypatch.setattr(asking, "somebody_is_there", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: typed.pop())
    return typed


def test_why_it_helped_is_asked_once_and_kept_for_the_teacher(
    tmp_path: Path, answers: list[str]
) -> None:
    before, now = Progress(exercises={"backward": WRONG}), grade(result("backward"))
    answers.append("Old gradients\x1b[31m were added.")
    asking.ask_why_gone(tmp_path, before, now)
    (kept,) = sentences_in(tmp_path)
    assert (kept["about"], kept["where"]) == ("missing-zero-grad", "backward")
    assert "\x1b" not in kept["sentence"]
    again = replace(before, asked=recall(tmp_path).asked)
    asking.ask_why_gone(tmp_path, again, now)  # nothing is left to be typed
    assert len(sentences_in(tmp_path)) == 1


def test_who_says_never_is_never_asked_again(tmp_path: Path, answers: list[str]) -> None:
    before, now = Progress(exercises={"backward": WRONG}), grade(result("backward"))
    answers.append("never")
    asking.ask_why_gone(tmp_path, before, now)
    other = replace(before, exercises={"loss": WRONG}, asked=recall(tmp_path).asked)
    asking.ask_why_gone(tmp_path, other, grade(result("loss")))
    assert sentences_in(tmp_path) == []


def test_nobody_is_asked_in_a_pipe(tmp_path: Path) -> None:
    before, now = Progress(exercises={"backward": WRONG}), grade(result("backward"))
    assert not asking.somebody_is_there()
    asking.ask_why_gone(tmp_path, before, now)
    assert recall(tmp_path).asked == ()


def test_a_question_takes_a_number_or_a_word(answers: list[str]) -> None:
    answers += ["nonsense", "2", "first", ""]
    offered = ("first", "second")
    assert [asking.asked("?", offered) for _ in range(4)] == ["", "first", "second", ""]


def test_once_an_exercise_is_right_everything_about_it_can_be_read(tmp_path: Path) -> None:
    def hint(name: str) -> Result:
        words = ["hint", name, "--all", "--for", str(tmp_path)]
        return CliRunner().invoke(main, words, catch_exceptions=False)

    note_check(tmp_path, None, [result("backward"), result("loss", "wrong-reduction")])
    read = hint("backward")
    assert read.exit_code == 0
    assert all(" ".join(h.split())[:40] in " ".join(read.output.split())
               for h in COURSE.chosen(["backward"])[0].hints)  # fmt: skip
    assert "p.grad = None" in read.output
    assert "mnist-grade why missing-zero-grad" in read.output
    assert "Observed The gradients of earlier batches are still in .grad. backward()" in " ".join(
        read.output.split()
    )
    refused = hint("loss")
    assert (refused.exit_code, "is not right yet" in refused.output) == (2, True)


@pytest.mark.parametrize("course", [COURSE, PRACTICE], ids=lambda course: course.name)
def test_of_every_exercise_hints_and_a_mistake_or_what_shows_it_can_be_read(course: Course) -> None:
    for exercise in course.exercises:
        console = Console(file=io.StringIO(), width=80)
        print_afterwards(exercise, right_ways(course.folder, exercise), course.folder, console)
        text = console.file.getvalue()  # type: ignore[attr-defined]
        said = " ".join(text.split())
        assert all(" ".join(hint.split()) in said for hint in exercise.hints)
        asks = exercise.kind == "predictions"
        assert ("What a common mistake would have done here" in text) != asks
        assert ("What shows it" in text) == asks
        for way in right_ways(course.folder, exercise)[:1]:
            assert all(line in text for line in way.splitlines()), "whole, and no line wrapped"
        assert ("Another right way" in text) != asks
        assert "what came out" not in text


@pytest.mark.parametrize(
    "exercise", ["forward", "loss", "backward", "step", "train", "hidden_layer"]
)
def test_another_right_way_is_right(exercise: str, judge: Judge) -> None:
    (chosen,) = COURSE.chosen([exercise])
    (text,) = right_ways(COURSE.folder, chosen)
    grade = judge.grade(Submission("right", {chosen.file: text.encode()}), [exercise])
    assert [f.code for e in grade.exercises for f in e.findings] == []
    assert grade.passed or chosen.bonus


def test_what_to_do_next_names_the_tool_that_helps_at_that_moment() -> None:
    tools = tools_of(COURSE, Path("my work"))
    loop = [{"call": 1, "event": name} for name in ("forward", "loss", "backward", "step")]
    moments = {
        "watch 'my work'": tools.to_begin("forward"),
        "debug": tools.to_begin("train"),
        "why broken-graph": tools.to_understand("broken-graph", loop),
        "explore --open": tools.to_understand("missing-zero-grad", loop[2:3]),
        "explore --work 'my work' --open": tools.to_understand("missing-zero-grad", loop),
    }
    for command, tool in moments.items():
        assert " ".join(tool.command) == f"mnist-grade {command}"
    found = tool_for(tools, result("train", "missing-zero-grad"), loop)
    assert found == moments["explore --work 'my work' --open"]
    assert tool_for(tools, result("explain", "missing-answer"), ()) is None
    # Another course has no loop to look into.
    assert tools_of(PRACTICE, Path("w")).to_understand("missing-step", loop).command == (
        "mnist-grade why missing-step",
    )


def test_a_path_without_any_work_is_not_taken_for_what_was_worked_on_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    note_check(tmp_path / "work", None, [result("loss", "wrong-reduction")])
    for wrong, code in (("work/loss.py", "unreadable-submission"), ("other", "missing-file")):
        note_check(tmp_path / wrong, None, [result("forward", code), result("loss", code)])
        assert recall().submission == str(tmp_path / "work")
        assert not recall(tmp_path / wrong).exercises
