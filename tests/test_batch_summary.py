"""What an instructor reads when a batch is done: every silent zero has a name, and counts agree."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.batch.grading import Outcome
from grader.batch.lateness import UNKNOWN, Lateness
from grader.batch.roll import Handed, Roll
from grader.batch.run import Step
from grader.batch.summary import summary
from grader.batch.turnin import Person, TurnIn
from grader.classbook import Student


def said(**more: Any) -> str:
    return "\n".join(summary(Outcome("plain", **{"roll": Roll([]), **more}), Path("grades")))


def handed(name: str, known: bool = True, notes: tuple[str, ...] = ()) -> Handed:
    turn_in = TurnIn(name, Person((name,)), Path(name), time=datetime(2026, 3, 2, tzinfo=UTC))
    return Handed(turn_in, Student(name) if known else None, Lateness(), notes)


def test_what_has_the_same_files_as_another_is_graded_with_it() -> None:
    text = said(steps=Counter({Step.GRADED: 2, Step.COPY: 2}), statuses=Counter(graded=4), copies=3)
    assert "4 submissions (plain): 4 graded now, 0 before, 0 could not be judged" in text
    assert "3 have the same files as another: column identical_to" in text


def test_what_could_not_be_opened_is_counted_and_named_with_the_reason() -> None:
    one = ("ada", "ada.zip: no zip file")
    assert "1 could not be opened or is empty, and has 0 points:\n  ada.zip: no zip file" in said(
        unreadable=[one]
    )
    text = said(unreadable=[one, ("bob", "homework.zip: no\x1b[2J zip file")])
    assert "2 could not be opened or are empty, and have 0 points:\n" in text
    assert "  bob: homework.zip: no" in text
    assert "\x1b" not in text


def test_of_many_the_first_are_named_and_the_rest_counted() -> None:
    text = said(unreadable=[(f"s{n}", f"s{n}.zip: broken") for n in range(11)])
    assert "  s7.zip: broken\n  and 3 more, which index.html names" in text
    assert "s8.zip" not in text


def test_one_is_and_two_are() -> None:
    one, two = Roll([[handed("eve", False)]]), Roll([[handed("eve", False)], [handed("x", False)]])
    assert "1 is of nobody on the roster: eve" in said(roll=one)
    assert "2 are of nobody on the roster: eve, x" in said(roll=two)
    late = Roll([[handed("ada", notes=(UNKNOWN,))]])
    assert "Nobody knows when 1 of them was handed in" in said(roll=late)


def test_files_that_are_no_submission_are_named() -> None:
    assert "being no submission: readme.pdf" in said(ignored=("readme.pdf",))
    assert "being no submission" not in said()
