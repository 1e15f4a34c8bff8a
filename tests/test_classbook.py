"""The folder of grades: what is written comes back, in both directions, and lies to nobody."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from grader.errors import ClassbookError
from grader.results import classbook
from grader.results.classbook import Entry, LeftOut, Student
from grader.results.overrides import Override, read_overrides, remove_override, set_override

ADA = Student("ada", "Ada Lovelace", "ada@uni.edu", "A", {"canvas": "17"})


def document(submission: str = "ada", **scores: float) -> dict[str, Any]:
    exercises = [
        {
            "id": name,
            "title": name.title(),
            "bonus": False,
            "score": score,
            "max_score": 50.0,
            "passed": score == 50,
            "note": "",
            "checks": [],
            "findings": [],
        }
        for name, score in (scores or {"loss": 50.0, "step": 20.5}).items()
    ]
    return {
        "schema": 1, "course": "c", "submission": submission, "dataset": "digits",
        "status": "graded", "score": sum(e["score"] for e in exercises), "max_score": 100.0,
        "exercises": exercises, "trace": [], "training": None, "seconds": 1.0,
    }  # fmt: skip


def not_judged(submission: str = "ada") -> dict[str, Any]:
    whole = document(submission)
    whole["exercises"][0]["checks"] = [{"id": "x", "outcome": "not judged"}]
    return whole | {"status": "failed"}


def rows(folder: Path) -> list[dict[str, str]]:
    with open(folder / "grades.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    entries = [
        Entry(ADA, "ada", document(), 2, 1.5, 0.15, ("bob",), ("late",)),
        Entry(Student("zoe"), "", None),
        Entry(None, "stranger", document("stranger")),
    ]
    classbook.write(tmp_path, entries)
    assert list(classbook.read(tmp_path)) == entries


def test_what_was_left_out_comes_back_apart_from_the_entries(tmp_path: Path) -> None:
    out = [LeftOut("=e\u200bve", "a link", refused=True), LeftOut("x\udcff.pdf", "no archive")]
    classbook.write(tmp_path, [Entry(ADA, "ada", document())], iter(out))
    assert list(classbook.read(tmp_path)) == [Entry(ADA, "ada", document())]
    assert classbook.read_left_out(tmp_path) == out
    classbook.write_grades(tmp_path)
    found = [(r["student"], r["submission"], r["status"], r["final"], r["notes"]) for r in
             rows(tmp_path)]  # fmt: skip
    assert found == [
        ("ada", "ada", "graded", "70.5", ""),
        ("", "'=e\\u200bve", "refused", "", "a link"),
        ("", "x\\udcff.pdf", "left out", "", "no archive"),
    ]


def test_why_somebody_should_look_stands_in_the_sheet(tmp_path: Path) -> None:
    reasons = ["2 of 7 files were found", "=a second folder"]
    classbook.write(tmp_path, [Entry(ADA, "ada", document() | {"needs_look": reasons})])
    assert rows(tmp_path)[0]["needs_look"] == "2 of 7 files were found; '=a second folder"


def test_results_hold_the_documents_alone_one_a_line(tmp_path: Path) -> None:
    classbook.write(tmp_path, [Entry(Student("zoe"), "", None), Entry(ADA, "ada", document())])
    lines = (tmp_path / "results.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [document()]


def test_results_alone_are_enough_to_read(tmp_path: Path) -> None:
    (tmp_path / "results.jsonl").write_text(json.dumps(document()) + "\n")
    expected = [Entry(None, "ada", document())]
    assert list(classbook.read(tmp_path)) == expected
    assert list(classbook.read(tmp_path / "results.jsonl")) == expected


def test_lateness_takes_its_share_of_the_points() -> None:
    entry = Entry(ADA, "ada", document(), late_days=2, penalty=0.2)
    assert (entry.score, entry.final) == (70.5, 56.4)


def test_what_could_not_be_judged_and_what_is_missing_have_no_score() -> None:
    assert Entry(ADA, "ada", not_judged()).final is None
    assert Entry(ADA, "ada", not_judged()).status == "not judged"
    assert Entry(ADA, "", None).final is None
    assert Entry(ADA, "", None).status == "missing"


def test_an_override_survives_a_regrade_and_shows_its_reason(tmp_path: Path) -> None:
    classbook.write(tmp_path, [Entry(ADA, "ada", document())])
    set_override(tmp_path, Override("ada", "step", 50, "right, shown in the office hour"))
    classbook.write(tmp_path, [Entry(ADA, "ada", document(loss=40.0, step=0.0))])
    [entry], [row] = list(classbook.read(tmp_path)), rows(tmp_path)
    assert (entry.final, row["final"], row["step"]) == (90, "90", "50")
    assert row["overrides"] == "step set to 50: right, shown in the office hour"


def test_an_override_of_an_exercise_judges_what_could_not_be_judged(tmp_path: Path) -> None:
    set_override(tmp_path, Override("ada", "loss", 45, "by hand"))
    classbook.write(tmp_path, [Entry(ADA, "ada", not_judged(), penalty=0.5)])
    assert next(classbook.read(tmp_path)).final == 32.75


def test_an_override_of_the_whole_is_final_whatever_the_day(tmp_path: Path) -> None:
    set_override(tmp_path, Override("ada", "", 80, "agreed"))
    classbook.write(tmp_path, [Entry(ADA, "ada", document(), penalty=0.5)])
    assert next(classbook.read(tmp_path)).final == 80


def test_a_second_override_takes_the_place_of_the_first_and_can_be_taken_back(
    tmp_path: Path,
) -> None:
    for student, score in (("bob", 3.0), ("ada", 1.0), ("ada", 2.0)):
        set_override(tmp_path, Override(student, "step", score, 'a "reason",\nof two lines'))
    text = (tmp_path / "overrides.csv").read_text()
    assert text.splitlines()[1].startswith("ada,step,2,")
    assert read_overrides(tmp_path)["ada"][0].reason == 'a "reason", of two lines'
    assert remove_override(tmp_path, "ada", "step")
    assert not remove_override(tmp_path, "ada", "step")
    assert list(read_overrides(tmp_path)) == ["bob"]


@pytest.mark.parametrize("name", ["=1+1", "-ada", "@ada", "'ada", "'=x"])
def test_an_override_finds_a_student_whose_id_is_no_word(tmp_path: Path, name: str) -> None:
    set_override(tmp_path, Override(name, "step", 1, "=reason"))
    assert read_overrides(tmp_path)[name] == (Override(name, "step", 1, "=reason"),)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",step,1,why", "line 2: student is empty"),
        ("ada,step,1,", "line 2: reason is empty"),
        ("ada,step,many,why", "line 2: score 'many' is no number"),
        ("ada,step,nan,why", "line 2: score 'nan' is no number"),
        ("ada,step,-1,why", "line 2: score '-1' is no number"),
        ("ada,step", "line 2: reason is empty"),
    ],
)
def test_a_slip_in_overrides_is_told_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "overrides.csv").write_text(f"\ufeffstudent,exercise,score,reason\n{line}\n")
    with pytest.raises(ClassbookError, match=said):
        read_overrides(tmp_path)


def test_an_override_that_fits_nobody_is_named(tmp_path: Path) -> None:
    classbook.write(tmp_path, [Entry(ADA, "ada", document()), Entry(Student("zoe"), "", None)])
    for student, exercise in (("ada", "step"), ("ada", "stepp"), ("eve", ""), ("zoe", "step")):
        set_override(tmp_path, Override(student, exercise, 1, "why"))
    unmatched = [(o.student, o.exercise) for o in classbook.unmatched_overrides(tmp_path)]
    assert unmatched == [("ada", "stepp"), ("eve", "")]


def test_no_cell_of_grades_csv_is_a_formula(tmp_path: Path) -> None:
    hostile = Student("=1+1", '=cmd|"/c calc"!A1', "@x\u202e", "\t+1\n-2", {})
    classbook.write(tmp_path, [Entry(hostile, "-2", document("-2"), identical_to=("\uff1dx",))])
    [row] = rows(tmp_path)
    assert [row[c] for c in ("student", "name", "email", "submission", "identical_to")] == [
        "'=1+1", "'=cmd|\"/c calc\"!A1", "'@x", "'-2", "'\uff1dx",
    ]  # fmt: skip
    assert not row["section"].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_write_that_fails_leaves_the_old_grades(tmp_path: Path) -> None:
    classbook.write(tmp_path, [Entry(ADA, "ada", document())])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def broken() -> Any:
        yield Entry(ADA, "ada", document(loss=1.0))
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        classbook.write(tmp_path, broken())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_that_is_none_and_lines_that_are_broken_are_told(tmp_path: Path) -> None:
    with pytest.raises(ClassbookError, match="no results here"):
        classbook.read(tmp_path)
    (tmp_path / "results.jsonl").write_text('{"schema": 1}\n')
    with pytest.raises(ClassbookError, match="line 1: the result lacks 'submission'"):
        list(classbook.read(tmp_path / "results.jsonl"))
    (tmp_path / "results.jsonl").write_text('\n{"schema"')
    with pytest.raises(ClassbookError, match="line 2: not JSON"):
        list(classbook.read(tmp_path / "results.jsonl"))
    (tmp_path / "results.jsonl").write_text('{"schema": 2}\n')
    with pytest.raises(ClassbookError, match="line 1: not a result of schema 1"):
        list(classbook.read(tmp_path / "results.jsonl"))


def test_a_book_and_results_that_do_not_belong_together_are_told(tmp_path: Path) -> None:
    classbook.write(tmp_path, [Entry(ADA, "ada", document())])
    (tmp_path / "results.jsonl").write_text(json.dumps(document("bob")) + "\n")
    with pytest.raises(ClassbookError, match="line 1: 'ada' is not the next one"):
        list(classbook.read(tmp_path))
