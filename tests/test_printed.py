"""What a learner's code prints is shown to them as theirs, and nothing of what is hidden."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping

import pytest
from rich.console import Console

from grader.examiner.replies import printed_of
from grader.judge.grading import Judge
from grader.learn.watching import Changes, Look
from grader.report.page import page
from grader.report.terminal import print_report
from grader.report.watch import draw
from grader.results.verdict import Grade, Visibility
from grader.submission.submission import Submission

LOUD = """

quiet = {name}


def {name}(*given, **named):
    print("first line")
    print({what})
    return quiet(*given, **named)
"""
# Each of these situations is met in hidden checks alone.
MET = {
    "backward": "len(given[0].param_groups) > 1 and has_gradients(given[0])",
    "step": "len(given[0].param_groups) > 1",
    "evaluate": "not given[0].training",
}
TELLS = """

import json  # as good a place as any to keep what one was handed

quiet = {name}


def has_gradients(optimizer):
    return any(p.grad is not None for group in optimizer.param_groups for p in group["params"])


def {name}(*given, **named):
    kept = vars(json).setdefault("kept", ["VISIBLE"])
    if {met}:
        kept.append("HIDDEN")
    {tells}
    return quiet(*given, **named)
"""


def spoilt(solutions: Submission, ends: Mapping[str, str]) -> Submission:
    """The solutions with more at the end of some files."""
    files = {file: solutions.files[file] + end.encode() for file, end in ends.items()}
    return Submission("work", solutions.files | files)


def on_terminal(grade: Grade, **wanted: bool) -> str:
    console = Console(width=80, file=io.StringIO(), color_system=None)
    print_report(grade, console, folder="work", why=True, **wanted)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_a_right_function_shows_its_last_line_and_all_where_that_is_wanted(
    judge: Judge, solutions: Submission
) -> None:
    loud = LOUD.format(name="compute_loss", what="'logits', tuple(given[1].shape)")
    wrong = "def backward(optimizer, loss):\n    loss.backward()\n"
    more = {"loss.py": loud, "backward.py": f"\n\n{wrong}"}
    grade = judge.grade(spoilt(solutions, more), ["loss", "backward"])
    assert [exercise.passed for exercise in grade.exercises] == [True, False]
    shown = on_terminal(grade)
    assert "    Your code printed, in its last lines:\n      | logits (5, 10)\n" in shown
    assert "first line" not in shown
    assert "      | first line\n      | logits (5, 10)\n" in on_terminal(grade, whole=True)
    document = grade.to_json()
    checks = document["exercises"][0]["checks"]
    assert checks[1]["printed"][-2:] == ["first line", "logits (3, 10)"]
    assert Grade.from_json(document).to_json() == document


def test_what_a_wrong_one_printed_stands_in_check_watch_notebook_and_page(
    judge: Judge, solutions: Submission
) -> None:
    ends = LOUD.format(name="backward", what="'loss', 5 * '<b>\\x1b[31m'") + "    return 1 / 0\n"
    ends = ends.replace("    return quiet(*given, **named)\n", "")
    grade = judge.grade(spoilt(solutions, {"backward.py": ends}), ["backward"])
    look = io.StringIO()
    draw(Look(grade, Changes(), ("backward",)), Console(width=80, file=look), "work")
    for text in (on_terminal(grade), look.getvalue()):
        assert "Your code printed, in its last lines:" in text
        assert "| loss <b><b><b><b><b>\n" in text
    for template in ("page.html", "notebook.html"):
        made = page(grade.to_json(), view="student", sources={}, template=template)
        assert "Your code printed, in its last lines:" in made
        assert f"first line\nloss {5 * '&lt;b&gt;'}" in made


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("\n".join(map(str, range(50))), ("44", "45", "46", "47", "48", "49")),
        ("x" * 5000, ("x" * 200,)),
        ("10 %\r20 %\n", ("10 %", "20 %")),
        ("::error::mine \n\n\x1b[31mred\x07", (": :error::mine", "red")),
        (["no text"], ()),
    ],
)
def test_no_more_is_taken_than_some_clean_lines(claim: object, told: tuple[str, ...]) -> None:
    assert printed_of({"printed": claim}) == told


def test_a_loop_that_never_ends_tells_what_it_printed(judge: Judge, solutions: Submission) -> None:
    hangs = "while True:\n        pass\n    return quiet"
    ends = LOUD.format(name="backward", what="'here'").replace("return quiet", hangs)
    limits = judge.course.limits
    judge.course = judge.course.model_copy(
        update={"limits": limits.model_copy(update={"call_seconds": 0.3, "wall_factor": 1.5})}
    )
    try:
        grade = judge.grade(spoilt(solutions, {"backward.py": ends}), ["backward"])
    finally:
        judge.course = judge.course.model_copy(update={"limits": limits})
    (exercise,) = grade.exercises
    assert [finding.code for finding in exercise.findings] == ["timeout"]
    assert ("first line", "here") in [check.printed for check in exercise.checks]


# --- hostile --------------------------------------------------------------------------------------
@pytest.mark.parametrize("tells", ["print(*kept)", "assert 'HIDDEN' not in kept"])
def test_what_is_handed_over_in_a_hidden_check_is_told_nowhere_a_student_looks(
    tells: str, judge: Judge, solutions: Submission
) -> None:
    """It is kept beyond the check, and printed in all that follow, in other exercises too."""
    ends = {
        file: TELLS.format(name=name, met=met, tells=tells)
        for name, met in MET.items()
        for file in ("train.py" if name == "evaluate" else f"{name}.py",)
    }
    grade = judge.grade(spoilt(solutions, ends), ["backward", "step", "train"], named=False)
    checks = [check for exercise in grade.exercises for check in exercise.checks]
    failed = {check.visibility for check in checks if not check.passed}
    if "assert" in tells:
        # The situations are met, then, and in hidden checks alone.
        assert failed == {Visibility.HIDDEN}
        return
    assert not failed
    told = [check for check in checks if check.printed]
    assert {check.visibility for check in told} == {Visibility.VISIBLE}
    assert sum("VISIBLE" in check.printed for check in told) >= 3
    document = grade.to_json()
    places = (
        json.dumps(document),
        on_terminal(grade, whole=True, details=True),
        page(document, view="student", sources={}),
        page(document, view="instructor", sources={}),
    )
    assert all("HIDDEN" not in place for place in places)
