"""What beginners are told of their mistakes: plain words, one cause, on one screen."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pytest
from corpus import CORPUS, ROOT, Example, examples
from rich.console import Console

from grader.course.course import built_in_course, load_course
from grader.findings.catalogue import catalogue
from grader.judge.grading import Judge
from grader.learn.at_hand import tools_of
from grader.report.terminal import print_report
from grader.results.verdict import Grade
from grader.submission.submission import Submission

GOLDENS = ROOT / "tests" / "goldens" / "mistakes"
LONGEST = 40
MOST_NUMBERS = 2

# What somebody writes who does it for the first time.
TYPICAL = (
    "backward/no-zero-grad",
    "backward/zero-grad-after",
    "backward/zero-grad-not-called",
    "train/no-zero-grad-not-called",
    "backward/backward-not-called",
    "backward/step-at-the-end",
    "backward/partial-biases-kept",
    "backward/exception-item-backward",
    "backward/not-implemented-pass",
    "forward/flatten-absent",
    "forward/softmax-functional-in-class",
    "forward/detached-no-grad-block",
    "forward/model-new-simplenn",
    "forward/return-forgotten",
    "forward/architecture-hidden-layer",
    "forward/syntax-error-missing-colon",
    "loss/softmax-functional",
    "loss/swapped-positional",
    "loss/reduction-sum",
    "loss/detached-item",
    "loss/criterion-class-not-called",
    "step/step-not-called",
    "step/step-twice",
    "step/lr-ignored",
    "step/params-biases-frozen",
    "step/optimizer-adam",
    "train/no-zero-grad",
    "train/step-before-backward",
    "train/loss-tensor-returned",
    "train/mean-is-the-sum",
    "train/mean-is-the-last-loss",
    "train/accuracy-count",
    "train/eval-mode-absent",
    "train/eval-mode-not-called",
    "train/accuracy-in-percent",
    "train/accuracy-over-batches",
    "train/mean-of-batch-means",
    "hidden_layer/relu-absent",
)
# A layer or a shape, a place, points, a batch of several, and what stands in a title.
_NO_MEASURE = re.compile(
    r"\w+\([\d, ]+\)|\(\d[\d, x]*(?: and [\d, x]+)?\)|(?:batch|epoch|update|turn) \d+ of \d+"
    r"|\w+\.py(?::\d+|, line \d+)|'[^']*'"
)
_NUMBER = re.compile(r"(?<![\w-])\d[\d.]*")


TOOLS = tools_of(load_course(built_in_course()), Path("work"))


def told(name: str, judge: Judge, solutions: Submission) -> tuple[Grade, str]:
    """The grade of one mistake beside right files, and its report at 80 columns."""
    path = next(CORPUS.glob(f"wrong/{name}.*"))
    example = next(e for e in _wrong() if e.path == path)
    handed = Submission("work", example.submission(solutions).files)
    grade = judge.grade(handed, [example.exercise], proven=False)
    console = Console(width=80, file=io.StringIO(), color_system=None)
    print_report(grade, console, folder="work", why=True, tools=TOOLS)
    return grade, console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


@cache
def _wrong() -> list[Example]:
    return examples("wrong")


@pytest.mark.parametrize("name", TYPICAL)
def test_a_beginners_mistake_is_told_as_it_is_known(
    name: str, judge: Judge, solutions: Submission, request: pytest.FixtureRequest
) -> None:
    _, text = told(name, judge, solutions)
    golden = GOLDENS / f"{name.replace('/', '-')}.txt"
    if request.config.getoption("--rewrite-goldens"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("golden", sorted(GOLDENS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_report_of_one_mistake_is_short_and_says_nothing_that_only_a_grader_knows(
    golden: Path,
) -> None:
    text = golden.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert len(lines) <= LONGEST
    assert all(len(line) <= 80 for line in lines)
    said = " ".join(text.split())
    assert not re.search(r"\b(call|weight|parameter) \d|\bnorm\b|layers\.\d", said)
    # One cause, one mark: that of the exercise and that of the check that stands for it.
    assert len(re.findall(r"^ +✗", text, re.MULTILINE)) <= 1
    why = re.search(r"Why: (.*?)(?= \w+\.py[:, ]| \[)", said)
    assert why is not None or "not written yet" in said
    if why is not None:
        rest = said[why.start() : said.index("Score:")]
        told = re.sub(r"\d+ / \d+|\d+ checks? pass\w*", "", rest)
        told = re.sub(r"Hint:.*?(?=✗|- follows|$)|✗.*?(?=The |It |- follows|$)", "", told)
        told = re.sub(r"- follows from it:[^✗]*", "", told)
        assert len(_NUMBER.findall(_NO_MEASURE.sub("", told))) <= MOST_NUMBERS


def test_what_the_check_has_put_there_is_said_to_be_the_checks() -> None:
    text = " ".join((GOLDENS / "backward-no-zero-grad.txt").read_text(encoding="utf-8").split())
    assert "the old one that the check had put there before your function ran" in text
    assert "the check's Linear(" in text


@pytest.mark.parametrize(
    "alike",
    [
        ("train-mean-is-the-sum", "train-mean-is-the-last-loss", "train-mean-of-batch-means"),
        ("train-accuracy-count", "train-accuracy-in-percent", "train-accuracy-over-batches"),
        ("backward-zero-grad-not-called", "backward-no-zero-grad", "train-eval-mode-not-called",
         "train-eval-mode-absent"),
    ],
    ids=["mean loss", "accuracy", "without parentheses"],
)  # fmt: skip
def test_beliefs_that_differ_have_sentences_and_hints_of_their_own(alike: tuple[str, ...]) -> None:
    texts = [" ".join((GOLDENS / f"{n}.txt").read_text(encoding="utf-8").split()) for n in alike]
    for begin, end in (("Why: ", ": the "), ("Hint: ", " More: | ✗ ")):
        said = {re.split(end, text.partition(begin)[2])[0] for text in texts}
        assert len(said) == len(alike)


def test_pythons_own_error_is_quoted_whole_wherever_there_is_one() -> None:
    """A message that goes on with numbers goes on with the error where there are none."""
    for entry in catalogue():
        if "exception" in entry.kinds:
            assert "{error}" in entry.message or entry.numbers, entry.code
    for name, quoted in {
        "backward-exception-item-backward": "AttributeError: 'float' object has no attribute "
        "'backward'. A plain Python number stands where a tensor is needed.",
        "forward-flatten-absent": "before they reach the linear layer: it ends in RuntimeError: ",
    }.items():
        assert quoted in " ".join((GOLDENS / f"{name}.txt").read_text(encoding="utf-8").split())


def test_all_right_fits_on_one_screen(judge: Judge, solutions: Submission) -> None:
    grade = judge.grade(solutions, proven=False)
    console = Console(width=80, file=io.StringIO(), color_system=None)
    print_report(grade, console, folder="work", why=True, tools=TOOLS)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert "Well done" in text
    assert len(text.splitlines()) <= 24


def test_the_checks_that_fail_because_of_a_mistake_name_it_in_the_document(
    judge: Judge, solutions: Submission
) -> None:
    grade, _ = told("train/no-zero-grad", judge, solutions)
    (exercise,) = grade.to_json()["exercises"]
    failed = [check for check in exercise["checks"] if not check["passed"]]
    assert [check["follows_from"] for check in failed].count(None) == 1
    assert {check["follows_from"] for check in failed} == {None, "missing-zero-grad"}
    assert all(check["follows_from"] is None for check in exercise["checks"] if check["passed"])
