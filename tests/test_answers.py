"""explain.yaml is read without being believed."""

from __future__ import annotations

import re
import time

import pytest
from corpus import ROOT

from grader.course.course import built_in_course, load_course
from grader.course.wanted import shipped_wanted
from grader.judge.grading import Judge
from grader.results.verdict import Finding
from grader.submission.answers import AnswersError
from grader.submission.reader.answers_file import parse_answers
from grader.submission.submission import Submission

HOSTILE = {
    "brackets": "order: " + "[" * 65_000,
    "braces": "order: " + "{" * 65_000,
    "closed brackets": "order: " + "[" * 32_000 + "]" * 32_000,
    "dashes": "- " * 32_000,
    "questions": "? " * 32_000,
    "aliases": "a: &a [x, x]\nb: [*a, *a]\n",
    "too much of it": "x" * 70_000,
    "nothing that is text": "\x00",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_answers_are_refused_at_once(text: str) -> None:
    started = time.process_time()
    with pytest.raises(AnswersError):
        parse_answers(text.encode())
    assert time.process_time() - started < 5, "a moment where it could be minutes"


def test_answers_are_texts_and_lists_of_texts_with_their_lines() -> None:
    answers = parse_answers(b"order:\n  - Forward\n  - loss()\nlate_zero_grad: 007\n")
    assert answers.given == {"order": ("Forward", "loss()"), "late_zero_grad": "007"}
    assert answers.lines == {"order": 1, "late_zero_grad": 4}
    assert answers.sequence("order") == ("forward", "loss")


def test_an_order_may_be_written_as_one_text() -> None:
    answers = parse_answers(b"order: zero_grad, forward -> loss > backward; step\n")
    assert answers.sequence("order") == ("zero_grad", "forward", "loss", "backward", "step")


def test_two_characters_of_a_script_without_spaces_are_a_word() -> None:
    answers = parse_answers("explanation: 勾配は前の値に足されます and then three more".encode())
    assert answers.words("explanation") == 6 + 5


def test_bytes_that_are_no_text_are_named_with_their_line() -> None:
    with pytest.raises(AnswersError, match="save it again as UTF-8") as caught:
        parse_answers(b"order: forward\nexplanation: caf\xe9\n")
    assert caught.value.line == 2


def test_the_questions_and_their_words_are_those_that_a_learner_reads() -> None:
    text = (ROOT / "solutions" / "explain.yaml").read_text(encoding="utf-8")
    (explain,) = load_course(built_in_course()).chosen(["explain"])
    found = {name.replace("-", "_"): check for name, check in explain.checks.items()}
    assert tuple(found) == shipped_wanted().questions == tuple(re.findall(r"^(\w+):", text, re.M))
    assert all(call in text.split("In which order")[0] for call in found.pop("order").words)
    for words, key in re.findall(r"#\s+Words: ((?:.+\n)+?)(\w+):", text):
        plain = re.sub(r"\(.*?\)|\n|#", "", words)
        assert found.pop(key).words == tuple(word.strip() for word in plain.split(","))
    assert {key: check.least for key, check in found.items()} == {"explanation": 15}


def finding_of(judge: Judge, solutions: Submission, old: str, new: str) -> Finding | None:
    """The finding on the solutions' explain.yaml with another answer in it."""
    text = solutions.files["explain.yaml"].decode()
    assert old in text
    files = solutions.files | {"explain.yaml": text.replace(old, new).encode()}
    (exercise,) = judge.grade(Submission("answers", files), ["explain"]).exercises
    assert exercise.passed == (not exercise.findings)
    return exercise.findings[0] if exercise.findings else None


@pytest.mark.parametrize("answer", ["added", "2.3", "adds, replaces"])
def test_a_word_that_is_not_on_offer_is_not_said_to_be_untrue(
    judge: Judge, solutions: Submission, answer: str
) -> None:
    found = finding_of(judge, solutions, "\n  adds\n", f"\n  {answer}\n")
    assert found is not None
    assert found.code == "wrong-prediction"
    assert f'"{answer}", which is none of the words to choose from: adds, repl' in found.message
    assert "not so" not in found.message


def test_of_an_order_the_words_that_are_no_calls_are_named(
    judge: Judge, solutions: Submission
) -> None:
    found = finding_of(judge, solutions, "  - loss\n", "  - lss\n")
    assert found is not None
    assert 'you wrote "lss", which is none' in found.message


def test_a_wrong_word_that_is_on_offer_is_not_so(judge: Judge, solutions: Submission) -> None:
    found = finding_of(judge, solutions, "\n  eval\n", "\n  no-grad\n")
    assert found is not None
    assert found.message.endswith("and that is not so.")


@pytest.mark.parametrize("answer", ["Adds", "  adds  ", "'adds'", '"ADDS"'])
def test_a_right_word_may_be_spelled_in_capitals_or_quotes(
    judge: Judge, solutions: Submission, answer: str
) -> None:
    assert finding_of(judge, solutions, "\n  adds\n", f"\n  {answer}\n") is None


def test_a_question_may_be_named_with_dashes_and_capitals() -> None:
    answers = parse_answers(b"Second-Backward: adds\n")
    assert answers.text("second_backward") == "adds"
    assert answers.lines == {"second_backward": 1}


@pytest.mark.parametrize(
    "text", ["order:\n\t- forward\n", "order:\n  - a\n \t- b\n", "a:\n\tb: c\n"]
)
def test_a_tab_at_the_beginning_of_a_line_is_said_to_be_one(text: str) -> None:
    with pytest.raises(AnswersError, match="begins with a tab; YAML wants blanks") as caught:
        parse_answers(text.encode())
    assert caught.value.line == text[: text.index("\t")].count("\n") + 1
