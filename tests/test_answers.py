"""explain.yaml is read without being believed."""

from __future__ import annotations

import time

import pytest

from grader.examiner.answers import AnswersError, parse_answers

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
