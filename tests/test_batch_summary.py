"""What an instructor reads when a batch is done: every silent zero has a name, and counts agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.batch.grading import Outcome
from grader.batch.lateness import UNKNOWN, Lateness
from grader.batch.matching import Handed, Matched
from grader.batch.run import Step
from grader.batch.summary import summary
from grader.batch.turnin import Person, TurnIn
from grader.results.classbook import LeftOut, Student
from grader.results.overrides import Override


def said(**more: Any) -> str:
    return "\n".join(summary(Outcome("plain", **{"matched": Matched([]), **more}), Path("grades")))


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
    one, two = (
        Matched([[handed("eve", False)]]),
        Matched([[handed("eve", False)], [handed("x", False)]]),
    )
    assert "1 is of nobody on the roster: eve" in said(matched=one)
    assert "2 are of nobody on the roster: eve, x" in said(matched=two)
    late = Matched([[handed("ada", notes=(UNKNOWN,))]])
    assert "Nobody knows when 1 of them was handed in" in said(matched=late)


def test_what_is_no_submission_is_named_and_the_sum_shows_that_it_is_all() -> None:
    out = [LeftOut("readme.pdf", "no folder"), LeftOut("e\u200bve", "a link", refused=True)]
    text = said(left_out=out, entries=5)
    assert (
        "Of 5 entries 3 are in results, 1 left out, 1 refused:\n"
        "  e\\u200bve: refused: a link\n"
        "  readme.pdf: left out: no folder" in text
    )
    assert "in results" not in said()


def test_whose_points_need_a_look_is_named_with_the_reasons() -> None:
    text = said(looks=[("ada", ("2 of 7 files were found", "a second folder"))])
    assert "1 needs a look:\n  ada: 2 of 7 files were found; a second folder\n" in text
    assert "2 need a look:" in said(looks=[("ada", ("x",)), ("bob", ("y",))])


def test_of_whom_a_submission_has_to_be_chosen_is_said_once_a_student() -> None:
    text = said(undecided=[("ada", ("ada.zip",)), ("ada.zip", ("ada",)), ("b", ("b.zip",))])
    assert "2 students have several submissions, and nothing tells which is the last" in text
    assert "\n  ada or ada.zip\n  b or b.zip\n  Choose one: mnist-grade override grades" in text


def test_names_that_deceive_are_told_with_what_they_hide() -> None:
    odd = replace(handed("a\u200bda"), odd="its name holds what cannot be seen: a\\u200bda")
    text = said(matched=Matched([[odd]]))
    assert "1 is named so that a reader may be deceived:\n  a\\u200bda: its name holds" in text


def test_what_was_taken_over_is_counted_and_what_was_kept_is_told() -> None:
    fresh, kept = Override("ada", "", 5, "agreed"), Override("bob", "loss", 1, "seen")
    text = said(taken_over=([fresh], [kept]))
    assert "1 decided by hand taken over: overrides.csv" in text
    assert "bob: decided otherwise here already, and kept: loss set to 1: seen" in text
