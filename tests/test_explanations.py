"""What students explain in their own words is read, given points, and counted from then on."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from browser import NARROW, WIDE, visit
from classes import RIGHT, entry, written
from click.testing import CliRunner

from grader.cli import main
from grader.lms.exports.feedback import write_feedback
from grader.lms.exports.overview import write_overview
from grader.results import classbook
from grader.results.classbook import Entry, Student
from grader.results.overrides import Override

TEXT = "Backward adds to .grad, <b>so</b> zero_grad\ncomes first.\n=HYPERLINK(1)"


def explained(name: str, text: str = TEXT) -> Entry:
    """A right submission in which one exercise asked for words."""
    document = json.loads(json.dumps(RIGHT.to_json()))
    checks = [
        {"id": "order", "title": "The order.", "outcome": "passed", "passed": True, "score": 4.0,
         "max_score": 4.0, "visibility": "visible", "evidence": []},
        {"id": "explanation", "title": "In your own words.", "outcome": "passed", "passed": True,
         "score": 2.0, "max_score": 2.0, "visibility": "visible", "evidence": []},
    ]  # fmt: skip
    document["exercises"].append(
        {"id": "explain", "title": "Predictions", "bonus": False, "score": 6.0, "max_score": 6.0,
         "passed": True, "note": "", "checks": checks, "findings": [],
         "answers": {"order": "step"}, "explanation": text}
    )  # fmt: skip
    document |= {"submission": name, "title": "Inside one step", "max_score": 106.0}
    return Entry(Student(name, f"Student {name}"), name, document)


@pytest.fixture
def grades(tmp_path: Path) -> Path:
    folder = written(
        tmp_path / "grades", [explained("ada"), explained("=bob"), entry("cid", RIGHT)]
    )
    write_feedback(folder)
    write_overview(folder)
    return folder


def mnist_grade(*words: str | Path) -> str:
    done = CliRunner().invoke(main, [str(word) for word in words])
    return f"{done.exit_code}: {done.output}"


def test_a_sheet_goes_out_is_filled_in_and_comes_back(grades: Path) -> None:
    assert "2 explanations" in mnist_grade("export", "explanations", grades)
    sheet = grades / "explanations.csv"
    with sheet.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["predictions"] for row in rows} == {"4 of 4"}
    for row in rows:
        if row["student"] == "ada":
            row |= {"points": "0,5", "comment": "which gradient?"}
    with sheet.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    said = mnist_grade("override", grades, "--read", sheet)
    assert said.startswith("0: 1 recorded in overrides.csv, 0 as before, 1 not filled in")
    by_key = {e.key: e for e in classbook.read(grades)}
    assert by_key["ada"].final == by_key["=bob"].final - 1.5
    page = (grades / "feedback" / "ada.html").read_text()
    assert "which gradient?" in page
    assert "Backward adds to .grad, &lt;b&gt;so&lt;/b&gt; zero_grad" in page
    assert "1 as before" in mnist_grade("override", grades, "--read", sheet)
    assert "is there" in mnist_grade("export", "explanations", grades)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ada,explain,explanation,3,", "points is '3'; write a number from 0 to 2"),
        ("ada,explain,order,1,", "student is 'ada'; nobody of that id has an explanation"),
        ("eve,explain,explanation,1,", "student is 'eve'; nobody of that id"),
    ],
)
def test_a_slip_in_a_sheet_records_nothing(grades: Path, line: str, said: str) -> None:
    sheet = grades / "mine.csv"
    sheet.write_text(
        f"student,exercise,check,points,comment\n'=bob,explain,explanation,1,\n{line}\n"
    )
    found = mnist_grade("override", grades, "--read", sheet)
    assert found.startswith(f"2: mnist-grade: {sheet}: line 3: {said}"), found
    assert not (grades / "overrides.csv").exists()


def test_a_check_set_by_hand_counts_in_its_exercise_and_can_be_taken_back(grades: Path) -> None:
    check = ("--exercise", "explain", "--check", "explanation")
    said = mnist_grade("override", grades, "ada", *check, "--score", "1", "--reason", "too short")
    assert said.startswith("0:"), said
    [ada] = [e for e in classbook.read(grades) if e.key == "ada"]
    assert ada.exercises["explain"] == 5
    assert "no check 'explained'" in mnist_grade(
        "override", grades, "ada", "--exercise", "explain", "--check", "explained", "--remove"
    )
    assert mnist_grade("override", grades, "ada", *check, "--remove").startswith("0:")
    assert (grades / "overrides.csv").read_text() == "student,exercise,score,reason\n"


def test_a_check_set_by_hand_judges_what_could_not_be_judged() -> None:
    one = explained("ada")
    document = json.loads(json.dumps(one.document))
    document["exercises"][-1]["checks"][-1] |= {"outcome": "not judged", "score": 0.0}
    document["exercises"][-1]["score"] = 4.0
    decided = (Override("ada", "explain", 1.5, "read", "explanation"),)
    assert Entry(one.student, "ada", document).score is None
    assert Entry(one.student, "ada", document, overrides=decided).exercises["explain"] == 5.5


def test_a_bonus_lifts_a_score_above_the_full_points_or_not(tmp_path: Path) -> None:
    most = explained("ada").max_score
    document = json.loads(json.dumps(explained("ada").document))
    document["exercises"][-1]["bonus"] = True
    document["max_score"] = most - 6
    student = Student("ada")
    finals = [Entry(student, "ada", document, capped=capped).final for capped in (False, True)]
    assert finals == [most, most - 6]
    written(tmp_path, [Entry(student, "ada", document, capped=True)])
    assert [e.final for e in classbook.read(tmp_path)] == [most - 6]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_page_is_read_with_the_keyboard_alone(
    chromium: Any, grades: Path, size: tuple[int, int], scheme: str
) -> None:
    opened = visit(chromium, grades / "explanations.html", size=size, scheme=scheme)
    assert (opened.said, opened.asked, opened.faults()) == ([], [], [])
    assert opened.overflow() == 0
    page = opened.page
    assert not page.get_by_text("Student ada").is_visible()
    page.locator(".said").first.focus()
    for key in ("1", "j", "2", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("=good")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "said-2"
    assert page.get_by_role("status").inner_text() == "2 of 2 read"
    with page.expect_download() as download:
        page.get_by_role("button", name="Save").click()
    sheet = grades / "saved.csv"
    download.value.save_as(sheet)
    assert mnist_grade("override", grades, "--read", sheet).startswith("0: 2 recorded")
    reasons = {o.reason for e in classbook.read(grades) for o in e.overrides}
    assert reasons == {"your explanation was read", "=good"}
    page.get_by_label("Show names").check()
    assert page.get_by_text("Student ada").is_visible()
    page.close()
