"""The terminal report tells a learner what happened, why, and what to do next."""

import io
import math
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from grader.report.terminal import print_report
from grader.report.text import flat, number, percent, points
from grader.results.finding import Finding, Severity
from grader.results.harmless import clean
from grader.results.trace import timeline
from grader.results.trained import Metrics, Training
from grader.results.verdict import CheckResult, Evidence, ExerciseResult, Grade, Outcome, Visibility

HOSTILE = (
    "\x1b[31m[bold]red[/bold]\x1b[0m\x1b]0;owned\x07 \x9b2Jgone\r\n::error::fake \u202edlrow\u202c"
    "\n  ::set-output name=x::1\n##[group]y \x07\x08\u2066\u200b\ud800 :smile: [link=http://x]z"
)
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
DOUBLED = Evidence(
    "gradient of the weight of the check's Linear(784, 10)", "norm 0.3121", "norm 0.6242", "0.1%",
    fact="the gradient of the weight of the check's Linear(784, 10) is exactly twice what it "
    "should be in batch 2 of 3",
)  # fmt: skip
MISTAKE = Finding(
    code="missing-zero-grad",
    message="The gradients of the last batch are still there when the new ones come.",
    hint="Print a .grad before and after the second backward(). What has become of the first?",
    file="backward.py",
    line=12,
)


def check(title, passed=True, points=5.0, outcome=None, **more):
    outcome = outcome or (Outcome.PASSED if passed else Outcome.FAILED)
    score = points if outcome is Outcome.PASSED else 0.0
    return CheckResult(f"id-of-{len(title)}", title, outcome, score, points, **more)


def exercise(name, *checks, title="", **more):
    return ExerciseResult(name, title or f"{name.title()}: a title", checks, **more)


def grade(*exercises, **more):
    return Grade("Inside one training step", "mara", "digits", exercises, **more)


def not_begun(name, code="not-implemented", bonus=False):
    finding = Finding(code, f"{name} is not written yet.", "A hint.", file=f"{name}.py", line=3)
    checks = [check(f"Check {i} of {name}.", passed=False) for i in range(10)]
    return exercise(name, *checks, findings=(finding,), bonus=bonus)


def full_marks(bonus_passed=True):
    required = [exercise(name, check(f"{name} works.", points=50)) for name in ("forward", "step")]
    bonus = exercise("hidden_layer", check("It has a ReLU.", bonus_passed, 10), bonus=True)
    return grade(*required, bonus)


def one_mistake():
    return grade(
        exercise("forward", check("forward runs the model.")),
        exercise(
            "backward",
            check("The gradient is this loss's."),
            check("Old gradients are cleared.", passed=False, evidence=(DOUBLED,)),
            check(
                "Second failure.",
                passed=False,
                evidence=(replace(DOUBLED, what="other thing", fact="another thing is off"),),
                follows_from="missing-zero-grad",
            ),
            findings=(MISTAKE,),
        ),
        exercise("train", check("The epoch is whole.", passed=False), note="train.py imports it."),
    )


def report(
    a_grade, *, width=80, encoding="utf-8", folder="work/mara", why=False, wanted=(), **more
):
    """What a file with this encoding gets; `wanted` names what else is asked for."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    asked = dict.fromkeys(wanted, True)
    print_report(a_grade, Console(width=width, file=file, **more), folder=folder, why=why, **asked)
    file.flush()
    return raw.getvalue().decode(encoding)


def joined(text):
    """The words of a report on one line, however they were wrapped."""
    return " ".join(text.split())


def hostile_grade():
    evidence = Evidence(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    finding = Finding("exception", HOSTILE, HOSTILE, file=HOSTILE, line=1)
    failing = check("A check.", passed=False, evidence=(evidence,))
    event = {"event": "forward", "file": HOSTILE, "line": 1, "call": 1}
    return Grade(
        HOSTILE,
        HOSTILE,
        "digits",
        (
            exercise("forward", failing, findings=(finding,), note=HOSTILE, title=HOSTILE),
            exercise("loss", failing, check("Unjudged.", outcome=Outcome.NOT_JUDGED)),
        ),
        notes=(HOSTILE,),
        error=HOSTILE,
        trace=(event,),
    )


EVERY = {
    "full marks": full_marks(),
    "no bonus": full_marks(bonus_passed=False),
    "not begun": grade(not_begun("forward"), not_begun("explain", "missing-answer")),
    "one mistake": one_mistake(),
    "hostile": hostile_grade(),
    "nothing": grade(error="The nursery could not start."),
    "wide": grade(exercise("forward", check("数字" * 90, passed=False), title="é" * 300)),
}


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("name", EVERY)
def test_no_line_is_wider_than_the_console_in_any_encoding(name, encoding):
    for line in report(EVERY[name], encoding=encoding).split("\n"):
        assert cell_len(line) <= 80
        assert line == line.rstrip()


@pytest.mark.parametrize("name", EVERY)
def test_nothing_is_lost_without_colour(name):
    coloured = report(EVERY[name], force_terminal=True, color_system="truecolor", legacy_windows=0)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == report(EVERY[name])


def test_the_heading_names_course_submission_dataset_and_notes():
    text = joined(report(replace(full_marks(), notes=("MNIST was not found.",))))
    assert "Inside one training step Submission mara Dataset digits" in text
    assert "Note MNIST was not found." in text


def test_passed_and_failed_checks_differ_in_words_where_there_are_no_symbols():
    text = report(one_mistake(), encoding="ascii", wanted=["whole"])
    assert re.search(r"^ +ok +The gradient is this loss's\. +5 / 5$", text, re.MULTILINE)
    assert re.search(r"^ +FAIL +Old gradients are cleared\. +0 / 5$", text, re.MULTILINE)


def test_passed_and_failed_checks_differ_in_symbols_where_there_are_some():
    text = report(one_mistake(), wanted=["whole"])
    assert "✓ The gradient is this loss's." in text
    assert "✗ Old gradients are cleared." in text


def test_a_finding_leads_with_message_place_code_and_hint():
    text = joined(report(one_mistake()))
    parts = [MISTAKE.message, "backward.py:12 [missing-zero-grad]", f"Hint: {MISTAKE.hint}"]
    places = [text.index(part) for part in [*parts, "Old gradients are cleared."]]
    assert places == sorted(places)


def test_a_failure_is_a_sentence_and_its_numbers_stand_under_details():
    text, details = joined(report(one_mistake())), joined(report(one_mistake(), wanted=["details"]))
    sentence = "Linear(784, 10) is exactly twice what it should be in batch 2 of 3."
    assert sentence in text
    assert "norm" not in text
    numbers = "Linear(784, 10) expected norm 0.3121 got norm 0.6242 tolerance 0.1%"
    assert numbers in details


def test_what_follows_from_a_mistake_is_no_second_failure():
    text = report(one_mistake())
    assert re.search(r"^ +- follows from it: Second failure\. +0 / 5$", text, re.MULTILINE)
    assert "another thing" not in text


def test_what_a_finding_has_said_is_not_said_again_below_its_check():
    whole = one_mistake()
    told = replace(MISTAKE, message=f"Old ones are there: {DOUBLED.fact}.")
    changed = replace(whole.exercises[1], findings=(told,))
    text = joined(report(replace(whole, exercises=(changed,))))
    assert text.count("exactly twice") == 1


def test_without_a_finding_every_failure_says_what_was_seen():
    whole = one_mistake()
    bare = replace(whole.exercises[1], findings=())
    apart = [replace(c, follows_from=None) for c in bare.checks]
    text = joined(report(replace(whole, exercises=(replace(bare, checks=tuple(apart)),))))
    assert "exactly twice" in text
    assert "Another thing is off." in text


def test_what_passed_folds_to_a_line_and_all_opens_it():
    text, whole = report(full_marks()), report(full_marks(), wanted=["whole"])
    assert text.count("✓") == len(full_marks().exercises)
    assert "forward works." not in text
    assert "forward works." in whole
    assert len(text.splitlines()) <= 24


def test_what_is_to_be_mended_next_stands_last_above_the_total():
    lines = report(one_mistake()).splitlines()
    heads = [line for line in lines if line.startswith(("✓", "✗"))]
    assert heads[-1].startswith("✗ Backward")


def test_a_file_that_cannot_be_read_lists_no_checks():
    finding = replace(MISTAKE, code="syntax-error", message="backward.py, line 3, cannot be read.")
    checks = [check(f"Check {i}.", passed=False) for i in range(9)]
    text = report(grade(exercise("backward", *checks, findings=(finding,))))
    assert "Check 1" not in text
    assert "wait until the file can be read" in text


def test_the_why_command_is_named_only_where_it_exists():
    assert "mnist-grade why" not in report(one_mistake())
    assert "mnist-grade why missing-zero-grad" in report(one_mistake(), why=True)


def test_a_warning_says_that_it_is_one_and_costs_nothing():
    warning = replace(MISTAKE, code="retained-graph", severity=Severity.WARNING)
    text = joined(report(grade(exercise("backward", check("Fine."), findings=(warning,)))))
    assert f"Warning: {warning.message} backward.py:12 [retained-graph], costs no points" in text
    assert "Why:" not in text
    assert "Warning:" not in report(one_mistake())


def test_the_note_of_an_exercise_is_shown():
    assert "Note: train.py imports it." in report(one_mistake())


@pytest.mark.parametrize("code", ["not-implemented", "missing-answer"])
def test_an_exercise_that_was_not_begun_is_a_single_line(code):
    text = report(grade(not_begun("forward", code), not_begun("loss", code)))
    about = [line for line in text.splitlines() if "loss" in line]
    assert len(about) == 1
    assert "loss: not written yet." in about[0]
    assert about[0].endswith("0 / 50 points")
    assert "Check 1" not in text
    assert "Next: forward. Fill in forward.py, then run:" in text


def test_an_exercise_that_was_half_begun_keeps_its_checks():
    half = not_begun("train")
    half = replace(half, checks=(check("One works."), *half.checks))
    assert "Check 1 of train." in report(grade(half))


def test_a_hidden_check_shows_its_outcome_alone():
    hidden = CheckResult(
        "secret-id", "Secret title.", Outcome.FAILED, 0, 5, Visibility.HIDDEN,
        (Evidence("secret thing", "secret expectation", "secret result", "secret tolerance"),),
    )  # fmt: skip
    unjudged = replace(hidden, outcome=Outcome.NOT_JUDGED)
    for findings in ((), (MISTAKE,)):
        text = report(grade(exercise("backward", hidden, unjudged, findings=findings)))
        assert "secret" not in text.casefold()
        assert re.search(r"✗ hidden check +0 / 5$", text, re.MULTILINE)
        assert "backward: hidden check" in text


def test_the_next_step_is_the_first_failing_exercise_and_its_command():
    text = joined(report(one_mistake()))
    assert "Next: backward. Read its hint, mend backward.py, then run:" in text
    assert text.endswith("mnist-grade check work/mara --exercise backward")


def test_a_long_or_odd_folder_gives_a_command_that_a_shell_understands():
    text = report(one_mistake(), folder="/tmp/my work/" + "x" * 50)
    last = text[text.index("mnist-grade check") :]
    assert " \\\n" in last
    assert f"'/tmp/my work/{'x' * 50}'" in last


def test_full_marks_are_congratulated_and_the_bonus_stands_apart():
    text = report(full_marks())
    assert "Score: 100 / 100 points, and 10 of 10 bonus points" in text
    assert "Well done!" in text
    assert "Next:" not in text
    assert "--exercise" not in text


def test_after_full_marks_the_bonus_is_offered():
    text = report(full_marks(bonus_passed=False))
    assert "Well done!" in text
    assert "bonus, worth 10 points on top" in text
    assert "--exercise hidden_layer" in text


def test_a_bonus_that_was_not_begun_is_no_failure():
    text = report(grade(exercise("forward", check("Fine.")), not_begun("hidden_layer", bonus=True)))
    assert "✗" not in text
    assert "- hidden_layer: not written yet." in text


def test_a_bonus_graded_alone_has_a_score_and_a_next_step():
    alone = grade(exercise("hidden_layer", check("ReLU.", passed=False, points=1), bonus=True))
    text = report(alone)
    assert "Score: 0 of 1 bonus point\n" in text
    assert "Next: hidden_layer." in text


def test_what_could_not_be_judged_is_nobodys_failure():
    half = grade(
        exercise("forward", check("Fine.")),
        exercise("loss", check("Loss of a batch.", outcome=Outcome.NOT_JUDGED)),
        error="The nursery went away.",
    )
    text = joined(report(half))
    assert "The grader itself could not finish. This is not your fault." in text
    assert "The nursery went away." in text
    assert "Not judged, so neither passed nor failed: - loss: Loss of a batch." in text
    assert "Score so far: 5 / 10 points" in text
    assert "✗" not in text
    assert "Next:" not in text
    assert "Well done" not in text


def test_a_grader_that_did_not_begin_shows_no_score():
    text = report(EVERY["nothing"])
    assert "The nursery could not start." in text
    assert "Score" not in text


def test_the_timeline_is_the_first_call_in_order():
    names = ["forward", "item", "loss", "backward", "step"]
    first = [{"event": n, "file": "train.py", "line": i, "call": 1} for i, n in enumerate(names)]
    second = [{**event, "call": 2} for event in first]
    assert timeline([*first, *second]) == ("forward", "loss", "backward", "step")
    text = report(replace(full_marks(), trace=tuple(first + second)), wanted=["whole"])
    assert "Your calls in train.py, in this order:\n    forward → loss → backward → step\n" in text
    traced = replace(full_marks(), trace=tuple(first))
    plain = report(traced, encoding="ascii", wanted=["whole"])
    assert "Your calls" not in report(traced)
    assert "forward -> loss -> backward -> step" in plain
    assert "Your calls" not in report(full_marks(), wanted=["whole"])


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("train_step", "✗ train: train_step is not written yet."),
        ("train", "✗ train: not written yet."),
    ],
)
def test_an_exercise_that_was_not_begun_is_named_first(name, line):
    finding = Finding("not-implemented", f"{name} is not written yet.", file="train.py", line=3)
    begun = exercise("train", check("A check.", passed=False), findings=(finding,))
    assert line in report(grade(begun))


def test_the_training_table_stands_beside_the_targets():
    training = Training(
        (1.25, 0.5), 0.9315, 0.9,
        (Metrics("SimpleNN", 0.25, 0.95, 0.3, 0.9315),),
        Metrics("target", 0.05, 0.98, 0.1, 0.95),
    )  # fmt: skip
    text = joined(report(replace(full_marks(), training=training), wanted=["whole"]))
    assert "SimpleNN 0.250 95.0 % 0.300 93.2 % target 0.050 98.0 % 0.100 95.0 %" in text
    assert "Loss of each epoch: 1.250 → 0.500" in text
    assert "✓ Validation accuracy: needs 90.0 %, reached 93.2 %" in text


def test_a_training_with_a_long_name_takes_several_lines():
    name = "HiddenNN, trained with PyTorch's own loss, optimizer and loop"
    training = Training((1.25,), 0.9, 0.9, (Metrics(name, 0.25, 0.95, 0.3, 0.93),))
    lines = report(replace(full_marks(), training=training), wanted=["whole"]).splitlines()
    assert "    HiddenNN, trained with" in lines
    assert any(line.startswith("    optimizer and loop   ") and "0.250" in line for line in lines)


def test_a_norm_is_explained_once_and_only_where_one_was_told_of():
    assert report(one_mistake(), wanted=["details"]).count("Norm: how long") == 1
    assert "Norm: how long" not in report(one_mistake())
    assert "Norm: how long" not in report(full_marks(), wanted=["details"])


def test_an_accuracy_that_this_training_did_not_reach_is_no_contradiction():
    training = Training((1.25,), 0.933, 0.82, fault="the weights end nowhere near where it leads")
    text = joined(report(replace(one_mistake(), training=training)))
    assert (
        "- Validation accuracy: reached 93.3 %, but not by this training: the weights end" in text
    )
    assert "✓ Validation" not in text
    assert Training.from_json(training.to_json()) == training


def test_the_course_targets_are_explained():
    targets = Metrics("The course's targets", 0.05, 0.98, 0.1, 0.95)
    training = Training((1.25,), 0.9, 0.9, (Metrics("SimpleNN", 0.2, 0.9, 0.3, 0.9),), targets)
    whole = report(replace(full_marks(), training=training), wanted=["whole"])
    assert "No points depend on them." in joined(whole)


def test_a_training_that_went_nowhere_is_shown_too():
    training = Training((math.nan,), 0.89999, 0.9, (Metrics("SimpleNN", math.inf, 0, math.nan, 0),))
    text = joined(report(replace(full_marks(), training=training), wanted=["whole"]))
    assert "SimpleNN inf 0.0 % nan 0.0 %" in text
    assert "- Validation accuracy: needs 90.0 %, reached 89.9 %" in text


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize("width", [41, 63, 80, 300])
def test_hostile_text_is_printed_as_plain_words(width, encoding):
    text = report(hostile_grade(), width=width, encoding=encoding, folder=HOSTILE)
    assert not FORBIDDEN.search(text)
    assert "owned" not in text
    assert "[bold]red[/bold]" in text
    assert ":smile:" in text
    assert "##[" not in text
    for line in text.splitlines():
        assert not line.strip().startswith("::")


def test_wrapping_brings_no_workflow_command_to_the_start_of_a_line():
    for shift in range(90):
        finding = replace(MISTAKE, message="x" * shift + "::error::" * 30)
        text = report(grade(exercise("loss", check("A.", passed=False), findings=(finding,))))
        for line in text.splitlines():
            assert not line.strip().startswith("::")
            assert len(line) <= 80


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("plain, with c10::Error inside", "plain, with c10::Error inside"),
        ("one\r\ntwo\rthree\x85four\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("a\tb", "a   b"),
        ("\x1b[1;31mred\x1b[0m \x9b31mtoo", "red too"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]52;c;never closed", "52;c;never closed"),
        ("\x1b\x1b[0m[31mtwice", "[31mtwice"),
        ("a\x00b\x7fc\x80d", "abcd"),
        ("\u202eevil\u202c \u2066x\u2069 \ufeff\U000e0041", "evil x "),
        ("::error::x", ": :error::x"),
        (" \t::warning::x", "    : :warning::x"),
        (":\u200b:error::x", ": :error::x"),
        ("a ##[error]b ##vso[x]", "a ## [error]b ## vso[x]"),
        ("caf\u00e9 \u6570 \U0001f600", "caf\u00e9 \u6570 \U0001f600"),
        ("\udcff", "\ufffd"),
    ],
)
def test_clean_leaves_only_what_can_be_read(raw, cleaned):
    assert clean(raw) == cleaned
    assert clean(clean(raw)) == cleaned


def test_clean_shortens_what_nobody_would_read():
    assert len(clean("\x1b]" * 500_000)) < 5000
    assert clean("y" * 10_000).endswith("y ...")


def test_numbers_are_written_as_a_person_would():
    assert [points(1), points(0), points(2.5), points(100.0)] == [
        "1 point", "0 points", "2.5 points", "100 points",
    ]  # fmt: skip
    assert [number(1 / 3), number(20.0), number(-0.001), number(100)] == ["0.33", "20", "0", "100"]
    assert flat("  a\n b ") == "a b"


def test_a_share_is_rounded_but_never_up_to_a_goal_that_it_misses():
    assert [percent(26 / 30), percent(0.9), percent(1), percent(0.99999), percent(1.2)] == [
        "86.7 %", "90.0 %", "100.0 %", "99.9 %", "120.0 %",
    ]  # fmt: skip
    assert percent(0.87999, 0.88) == "87.9 %"
    assert percent(0.88, 0.88) == "88.0 %"


def test_a_report_needs_no_torch():
    code = "import sys, grader.report.terminal; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_hint_that_two_findings_share_is_read_once():
    twice = (MISTAKE, replace(MISTAKE, line=30, message="And here as well."))
    failed = exercise("backward", check("It works.", passed=False), findings=twice)
    text = report(grade(failed), why=True)
    assert "And here as well." in text
    assert "backward.py:30 [missing-zero-grad]" in text
    assert text.count("Hint:") == text.count("More:") == 1


def test_an_error_that_a_finding_tells_of_is_not_told_again():
    error = Evidence("backward", "a result", "exception RuntimeError")
    failed = check("It works.", passed=False, evidence=(error, DOUBLED))
    told = report(grade(exercise("backward", failed, findings=(MISTAKE,))))
    assert "a result" not in told
    assert "exactly twice" in joined(told)
    assert "a result" in report(grade(exercise("backward", failed)))


def test_one_call_has_no_order_to_show():
    calls = ({"event": "backward", "call": 1, "file": "backward.py"},) * 2
    assert "in this order" not in report(grade(exercise("backward", check("a.")), trace=calls))


def test_when_the_exercise_asked_for_passes_the_next_thing_is_to_see_all():
    console = Console(width=80, file=io.StringIO())
    print_report(grade(exercise("forward", check("a."))), console, folder="work", part=True)
    assert console.file.getvalue().endswith(
        "Well done! See what comes next:\n    mnist-grade check work\n"
    )
