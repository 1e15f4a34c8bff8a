"""explain.yaml is read without being believed."""

from __future__ import annotations

import re
import time
from contextlib import suppress

import pytest
from corpus import ROOT

from grader.course.course import built_in_course, load_course
from grader.course.wanted import shipped_wanted
from grader.judge.grading import Judge
from grader.results.finding import Finding
from grader.submission.answers import MOST_SLIPS, AnswersError
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


# A file of four answers, with a slip in one of them: which are still read, and which line it is.
FILE = "order:\n  - a\n  - b\nfirst: one\n# why not\nsecond:\n  two\nwords: |\n  so it\n  is\n"
SLIPS = {
    "an open bracket": ("first: one", "first: [one", 4, {"order", "second", "words"}),
    "an open quote": ("  two", '  "two', 7, {"order", "first", "words"}),
    "no colon": ("first: one", "first one", 4, {"order", "second", "words"}),
    "no colon, and lines below": ("second:", "second", 6, {"order", "first", "words"}),
    "a second colon": ("first: one", "first: one: two", 4, {"order", "second", "words"}),
    "a tab": ("  two", "\ttwo", 7, {"order", "first", "words"}),
    "words from nowhere": ("# why not", "why not", 5, {"order", "first", "second", "words"}),
    "an item out of line": ("  - b", " - b", 3, {"first", "second", "words"}),
    "text that is not indented": ("  is\n", "is\n", 10, {"order", "first", "second", "words"}),
}


@pytest.mark.parametrize(("old", "new", "line", "left"), SLIPS.values(), ids=SLIPS)
def test_a_slip_costs_the_answer_that_it_spoils(
    old: str, new: str, line: int, left: set[str]
) -> None:
    text = FILE.replace(old, new)
    answers, whole = parse_answers(text.encode()), parse_answers(FILE.encode())
    (slip,) = answers.slips
    assert (slip.line, slip.text.strip()) == (line, text.splitlines()[line - 1].strip())
    assert {key for key, said in answers.given.items() if said} == left
    kept = left - {"words"}
    assert {k: answers.given[k] for k in kept} == {k: whole.given[k] for k in kept}
    assert {k: answers.lines[k] for k in left} == {k: whole.lines[k] for k in left}


def test_lines_are_cut_out_of_a_file_that_is_indented_or_has_marks_of_a_document() -> None:
    answers = parse_answers(b"---\n  one: a\n  two b\n  three: c\n...\n")
    assert answers.given == {"one": "a", "three": "c"}
    assert [slip.line for slip in answers.slips] == [3]


def test_a_file_of_slips_is_refused_at_once() -> None:
    started = time.process_time()
    for text in ("a: [\n" * 10_000, "b\n" * 20_000 + "a: x\n", "a: x\n" + "  b: [\n" * 9_000):
        with suppress(AnswersError):
            assert len(parse_answers(text.encode()).slips) <= MOST_SLIPS
    assert time.process_time() - started < 5


def test_a_slip_is_shown_with_its_line_and_the_other_answers_count(
    judge: Judge, solutions: Submission
) -> None:
    text = solutions.files["explain.yaml"].decode()
    spoilt = text.replace("\n  adds\n", '\n  "adds\n').replace("\n  eval\n", "\n  no_grad\n")
    files = solutions.files | {"explain.yaml": spoilt.encode()}
    (exercise,) = judge.grade(Submission("answers", files), ["explain"]).exercises
    assert exercise.score == exercise.max_score - 2
    slip, wrong = exercise.findings
    line = spoilt[: spoilt.index('"adds')].count("\n") + 1
    assert (slip.code, slip.line) == ("syntax-error", line)
    assert slip.message == (
        f'explain.yaml, line {line}, cannot be read: a quote is opened and not closed.\n"adds'
    )
    assert (wrong.code, wrong.check) == ("wrong-prediction", "stops-dropout")
