"""The HTML report shows a learner what happened in pictures, and gives nothing hidden away."""

from __future__ import annotations

import io
import json
import math
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from browser import NARROW, WIDE, visit
from corpus import ROOT
from fixed_grades import FIXED, ORDER, SECRETS, SOURCE, backward, trace, training
from rich.console import Console

from grader.examiner.measuring import MOST_MISREAD
from grader.judge.grading import Judge
from grader.learn.at_hand import Tools
from grader.report.page import View, page
from grader.report.page_code import excerpt, sources_of
from grader.report.page_curve import curve_of
from grader.report.terminal import print_report
from grader.report.timeline import timeline_of
from grader.results.finding import Finding
from grader.results.trace import timeline
from grader.results.verdict import Grade
from grader.submission.submission import Submission, read_submission

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} \x1b[31m\u202eevil\x00 ]]>-->"
)


TOOLS = Tools("work", seen=frozenset({"missing-zero-grad"}))


def html(grade: Grade, view: View = "student", **sources: str) -> str:
    known = {"backward.py": SOURCE, **sources}
    return page(grade.to_json(), view=view, sources=known, tools=TOOLS)


def words(text: str) -> str:
    """What is read, without the markup."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", text, flags=re.S).split())


@pytest.mark.parametrize("name", FIXED)
def test_the_reports_of_fixed_grades_are_what_they_were(
    name: str, golden: Callable[[str, str], None]
) -> None:
    text = io.StringIO()
    console = Console(width=80, file=text, force_terminal=False)
    print_report(FIXED[name], console, folder="work", why=True, tools=TOOLS)
    golden(f"{name}.txt", text.getvalue())
    # Without the style sheet, which is a file of its own, and its digest.
    bare = re.sub(r"<style>.*?</style>|<meta http-equiv[^>]*>", "", html(FIXED[name]), flags=re.S)
    golden(f"{name}.html", bare)


def test_the_page_tells_score_checks_findings_and_the_next_step() -> None:
    text = words(html(FIXED["one-mistake"]))
    assert "80 / 101 points" in text
    assert "Every parameter gets the gradient of the loss." in text
    assert "Why missing-zero-grad The gradients of earlier batches are still in .grad" in text
    assert "Hint What does backward() do with a gradient that is already there?" in text
    assert "backward() starts from fresh gradients each time." in text
    assert "Next: Backward: the gradients of this loss Read its hint, mend backward.py" in text
    assert "--exercise backward" in text


def test_the_guilty_line_is_the_one_that_is_marked() -> None:
    text = html(FIXED["one-mistake"])
    (guilty,) = re.findall(r'<span class="line guilty">(.*?)\n</span>', text, re.S)
    assert words(guilty) == "6 this line: loss.backward()"
    assert "# The new gradients." in text


@pytest.mark.parametrize("name", FIXED)
def test_a_student_sees_of_a_hidden_check_its_outcome_and_points_alone(name: str) -> None:
    text = html(FIXED[name])
    assert not [secret for secret in SECRETS if secret in text]
    assert "forbidden-operation" not in text
    assert ("hidden check" in text) == (name in ("full-marks", "one-mistake"))


def test_an_instructor_sees_hidden_checks_and_what_was_tried() -> None:
    text = words(html(FIXED["one-mistake"], view="instructor"))
    assert "That holds for every parameter in every group. hidden from students" in text
    assert "weight of a secret layer expected norm 1 got norm 97.645" in text
    assert "forbidden-operation: open (train.py:3)" in text


def test_hostile_text_stays_text() -> None:
    finding = Finding("exception", HOSTILE, HOSTILE, file="backward.py", line=1)
    exercise = replace(backward(right=False), title=HOSTILE, note=HOSTILE, findings=(finding,))
    event = {"event": "forward", "file": HOSTILE, "line": HOSTILE, "call": 1, "scene": "train_step"}
    grade = Grade(HOSTILE, HOSTILE, HOSTILE, (exercise,), trace=(event,), notes=(HOSTILE,),
                  error=HOSTILE, tamper=(HOSTILE,), protection=(HOSTILE,))  # fmt: skip
    for view in ("student", "instructor"):
        text = html(grade, view, **{"backward.py": HOSTILE})  # type: ignore[arg-type]
        assert "<script" not in text
        assert "<img" not in text
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", text)
        assert "{{ 7*7 }}" in text


def test_nothing_can_run_or_load_whatever_slips_through() -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="(.*?)"', html(FIXED["full-marks"]))
    assert policy.startswith("default-src &#39;none&#39;; style-src &#39;sha256-")
    assert "unsafe" not in policy
    assert "script-src" not in policy


def test_an_exercise_that_was_not_begun_is_a_single_line() -> None:
    text = html(FIXED["not-begun"])
    assert "hidden_layer: HiddenNN is not written yet." in text
    assert "HiddenNN holds two layers." not in text


def test_what_could_not_be_judged_is_nobodys_failure() -> None:
    text = words(html(FIXED["not-judged"]))
    assert "This is not your fault." in text
    assert "60 / 100 points so far" in text
    assert "Well done" not in text


def states(*calls: str) -> list[str]:
    found = timeline_of(trace(*calls))
    assert found is not None
    return [f"{column.call} {column.state}" for column in found.columns if column.state != "fits"]


@pytest.mark.parametrize("zero_at", [0, 1, 2, 4])
def test_zero_grad_fits_anywhere_between_a_step_and_the_next_backward(zero_at: int) -> None:
    calls = [call for call in ORDER if call != "zero_grad"]
    calls.insert(zero_at, "zero_grad")
    assert states(*calls) == []


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ("forward loss backward step", "zero_grad missing"),
        ("forward loss backward zero_grad step", "zero_grad moved, zero_grad misplaced"),
        ("forward loss zero_grad step backward", "step misplaced, step moved"),
        ("forward forward loss zero_grad backward step", "forward extra"),
        ("", "forward missing, loss missing, zero_grad missing, backward missing, step missing"),
    ],
)
def test_the_call_that_is_missing_or_misplaced_is_marked(calls: str, expected: str) -> None:
    if calls:
        assert ", ".join(states(*calls.split())) == expected
    else:
        nothing = timeline_of([{"event": "item", "call": 1, "scene": "train_step"}])
        assert nothing is not None
        assert nothing.faults.count("is missing") == 5


def test_the_timeline_says_in_words_and_in_the_picture_what_is_out_of_place() -> None:
    text = words(html(FIXED["one-mistake"], view="instructor"))
    assert "zero_grad comes too late." in text
    assert "not here" in text
    assert "train.py:23" in text


def test_a_students_timeline_shows_the_own_calls_and_not_the_cure() -> None:
    text = words(html(FIXED["one-mistake"]))
    assert "train.py:23" in text
    for cure in ("too late", "is missing", "not here", "Expected:"):
        assert cure not in text


def test_a_stand_in_never_lends_a_call_to_the_learners_own_timeline(
    judge: Judge, solutions: Submission
) -> None:
    train = solutions.files["train.py"].decode()
    train = train.replace("    optimizer.zero_grad()\n", "")
    train = "from backward import backward\n" + train.replace(
        "loss.backward()", "backward(optimizer, loss)"
    )
    own = "def backward(optimizer, loss):\n    loss.backward()\n"
    files = solutions.files | {"train.py": train.encode(), "backward.py": own.encode()}
    grade = judge.grade(Submission("work", files), ["backward", "train"], proven=False)
    assert [exercise.passed for exercise in grade.exercises] == [False, True]
    assert timeline(grade.trace) == ("forward", "loss", "backward", "step")
    text = words(html(grade))
    drawn = text[text.index("Your calls, in their order") :]
    assert "zero_grad" not in drawn[: drawn.index("observed") + 200]
    assert "expected" not in drawn[: drawn.index("observed")]


def test_an_unusual_order_that_passes_is_not_called_wrong() -> None:
    grade = replace(FIXED["full-marks"], trace=trace("zero_grad", *ORDER))
    text = words(html(grade))
    assert "the numbers came out right all the same" in text
    assert "once more" not in text


def test_a_training_that_went_right_lies_on_the_reference() -> None:
    assert "lie on top of each other" in html(FIXED["full-marks"])
    assert "lie on top of each other" not in html(FIXED["one-mistake"])


def test_the_page_names_the_folder_that_was_checked_as_a_shell_takes_it() -> None:
    document = FIXED["one-mistake"].to_json()
    for tools, shown in ((Tools("'my work'"), "'my work'"), (None, "your-folder")):
        text = words(page(document, view="student", sources={}, tools=tools).replace("&#39;", "'"))
        assert f"mnist-grade check {shown} --exercise backward" in text


def test_a_syntax_error_is_pointed_at_in_the_code_and_not_by_a_caret_in_a_sentence() -> None:
    message = "f.py, line 2, cannot be read: invalid syntax.\n  retrun 1\n  ^"
    finding = Finding("syntax-error", message, file="f.py", line=2)
    grade = replace(
        FIXED["not-begun"], exercises=(replace(backward(right=False), findings=(finding,)),)
    )
    shown = words(html(grade, **{"f.py": "def f():\n    retrun 1\n"}))
    assert "cannot be read: invalid syntax. f.py, line 2" in shown
    assert "^" not in shown


def test_one_call_alone_has_no_order_to_show() -> None:
    alone = ({"event": "forward", "file": "f.py", "line": 1, "call": 1, "scene": "forward"},)
    assert "in their order" not in html(replace(FIXED["full-marks"], trace=alone))
    assert "in their order" in html(FIXED["full-marks"])


def test_a_loss_that_runs_away_leaves_the_picture_and_the_reference_readable() -> None:
    curve = curve_of((1.0, math.inf, math.nan, 1e30), (1.0, 0.5, 0.4, 0.3))
    assert curve is not None
    assert curve.yours.leaves
    assert curve.reference is not None
    assert curve.losses[-1][1] <= 3
    assert all(0 <= y <= 216 for _, y in (*curve.yours.points, *curve.reference.points))
    assert curve_of((), ()) is None
    assert curve_of((math.nan,), ()) is None


def test_misread_digits_are_pictures_with_both_readings_in_words() -> None:
    text = html(FIXED["full-marks"])
    assert text.count('src="data:image/png;base64,') == 2
    assert 'alt="A handwritten 3"' in text
    assert "3, read as 8" in words(text)


def test_code_is_dedented_and_stripped_of_what_turns_text_around() -> None:
    source = "def f():\r\n\t\u202ereturn\x1b[31m 1\r\n" + "x" * 500
    lines = excerpt(Finding("x", "m", file="f.py", line=2), {"f.py": source})
    assert [line.number for line in lines] == [1, 2, 3]
    assert lines[1].text == "    return 1"
    assert len(lines[2].text) < 250
    assert excerpt(Finding("x", "m", file="f.py", line=9), {"f.py": source}) == ()
    assert excerpt(Finding("x", "m", file="g.py", line=1), {"f.py": source}) == ()


def test_the_judge_records_its_own_losses_and_public_digits(
    judge: Any, solutions: Submission
) -> None:
    training = judge.grade(solutions, ["train"]).training
    assert training.reference_loss == pytest.approx(training.loss, rel=1e-3)
    assert training.before[0].validation_accuracy < 0.3
    assert 0 < len(training.misclassified) <= MOST_MISREAD
    public = {bytes(image.numpy().tobytes()) for image in judge.dataset.train.images}
    for digit in training.misclassified:
        assert pixels(digit.png) in public
        assert digit.truth != digit.predicted


def pixels(png: str) -> bytes:
    import base64

    from PIL import Image

    with Image.open(io.BytesIO(base64.b64decode(png))) as image:
        return image.tobytes()


def test_a_result_survives_the_way_to_json_and_back() -> None:
    for grade in FIXED.values():
        assert Grade.from_json(grade.to_json()).to_json() == grade.to_json()
    assert Grade.from_json(FIXED["full-marks"].to_json()).training == training(
        (1.045, 0.435, 0.311), 0.947
    )


def test_the_lines_of_a_notebook_are_those_of_its_cells(tmp_path: Path) -> None:
    source = ["import torch\n", "\n", "def step(optimizer):\n", "    optimizer.step()\n"]
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    (tmp_path / "work.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    submission = read_submission(tmp_path / "work.ipynb")
    assert submission.origin is not None
    place = Finding("x", "m", file=submission.origin.called(1), line=4)
    (guilty,) = [line for line in excerpt(place, sources_of(submission)) if line.guilty]
    assert guilty.text.strip() == "optimizer.step()"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", ["one-mistake", "full-marks"])
def test_in_a_browser_the_page_is_quiet_fits_and_can_be_read_by_everyone(
    chromium: Any, tmp_path: Path, name: str, size: tuple[int, int], scheme: str
) -> None:
    file = tmp_path / "report.html"
    file.write_text(html(FIXED[name]), encoding="utf-8")
    opened = visit(chromium, file, size=size, scheme=scheme)
    for summary in opened.page.locator("summary").all():
        summary.click()
    assert (opened.said, opened.asked) == ([], [])
    assert opened.overflow() <= 0
    assert opened.faults() == []
    opened.page.close()


def test_on_a_telephone_the_calls_and_the_training_are_seen_whole(
    chromium: Any, tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    file.write_text(html(FIXED["one-mistake"], view="instructor"), encoding="utf-8")
    opened = visit(chromium, file, size=NARROW)
    cut = "e => [...e.querySelectorAll('*')].filter(x => x.scrollWidth > x.clientWidth + 1).length"
    for name in ("calls", "training"):
        assert opened.page.locator(f"section[aria-labelledby={name}]").evaluate(cut) == 0
    assert not opened.page.locator(".timeline").is_visible()
    seen = opened.page.inner_text(".upright").split()
    assert " ".join(seen).endswith("backward backward train.py:22 zero_grad too late train.py:23 "
                                   "step step train.py:24")  # fmt: skip
    opened.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    assert opened.page.locator(".timeline").is_visible()
    assert not opened.page.locator(".upright").is_visible()
    opened.page.close()


def test_the_places_of_a_notebook_stand_side_by_side(chromium: Any, tmp_path: Path) -> None:
    file, grade = tmp_path / "page.html", FIXED["one-mistake"]
    notebook = "solution of a student.ipynb cell"
    trace = [
        {**event, "file": file, "line": 1000 + at}
        for at, event in enumerate(grade.trace)
        for file in [f"{notebook} {100 + at}" if at % 2 else f"{'very_' * 8}long{at}.py"]
    ]
    long = replace(grade, trace=tuple(trace))
    file.write_text(html(long, view="instructor"), encoding="utf-8")
    opened = visit(chromium, file)
    boxes = [place.bounding_box() for place in opened.page.locator(".timeline .place").all()]
    assert len(boxes) == len(trace)
    for left, right in pairwise(boxes):
        assert left["x"] + left["width"] < right["x"]
    assert opened.overflow() == 0
    opened.page.close()


def test_check_writes_the_page_with_the_students_own_lines(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    path = ROOT / "tests" / "submissions" / "wrong"
    work = tmp_path / "work"
    work.mkdir()
    example = sorted((path / "backward").glob("*.py"))[0]
    (work / "backward.py").write_bytes(example.read_bytes())
    command = [sys.executable, "-m", "grader.cli", "check", str(work), "--exercise", "backward"]
    done = subprocess.run(
        [*command, "--html", str(target)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    text = target.read_text(encoding="utf-8")
    assert '<span class="line guilty">' in text
    assert len(text) < 3_000_000
