"""What an earlier version wrote is read by this one: grades, what was set by hand, and results."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import main
from grader.results.classbook import read, read_left_out
from grader.results.overrides import read_overrides

MADE = Path(__file__).parent / "grades"
VERSIONS = sorted(path.name for path in MADE.iterdir() if path.is_dir())
FINALS = {"ada": 95.5, "bob": 50.0, "cid": 100.0, "dee": 0.0, "eve": None}

pytestmark = pytest.mark.parametrize("made", VERSIONS, indirect=True)


@pytest.fixture
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of what a version made: class, roster, course, grades and a single result."""
    return Path(shutil.copytree(MADE / request.param, tmp_path / "made"))


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [*map(str, words)], env={"COLUMNS": "200"})


def batch(made: Path, out: Path, *more: object) -> Result:
    given = ("--course", made / "course.yaml", "--roster", made / "roster.csv", "--lanes", 1)
    return run("batch", made / "class", "--out", out, *given, *more)


def finals(grades: Path) -> dict[str, float | None]:
    return {entry.key: entry.final for entry in read(grades)}


def test_its_grades_are_read(made: Path) -> None:
    grades = made / "grades"
    assert finals(grades) == FINALS
    assert read_left_out(grades) == []
    assert [entry.rivals for entry in read(grades)] == [()] * 5
    assert [entry.needs_look for entry in read(grades)] == [()] * 5
    by_hand = {e.key: e.override_note for e in read(grades) if e.override_note}
    assert by_hand == {
        "ada": "final score set to 95.5: agreed; on 24 November",
        "bob": "loss set to 50: nearly right, seen by me",
    }


def test_a_batch_goes_on_in_its_folder_and_what_was_set_by_hand_counts(made: Path) -> None:
    done = batch(made, made / "grades")
    assert done.exit_code == 0, done.output
    assert finals(made / "grades") == FINALS
    assert "4 submissions (plain)" in done.output


def test_a_regrade_into_a_new_folder_takes_along_what_was_set_by_hand(made: Path) -> None:
    new = made / "new"
    assert batch(made, new, "--overrides", made / "grades").exit_code == 0
    assert finals(new) == FINALS
    assert (new / "overrides.csv").read_text() == (made / "grades" / "overrides.csv").read_text()
    same = run("diff", made / "grades", new)
    # The broken archive has a finding of its own since; no points move.
    assert "Nobody wins points.\nNobody loses points.\n1 changed in another way, 4" in same.output
    (new / "overrides.csv").unlink()
    again = batch(made, made / "third", "--overrides", new, "--no-pages")
    assert again.exit_code == 0, "where nothing was decided, nothing is taken over"


def test_a_diff_names_what_was_set_by_hand_and_left_behind(made: Path) -> None:
    shutil.copytree(made / "grades", made / "new")
    (made / "new" / "overrides.csv").unlink()
    done = run("diff", made / "grades", made / "new")
    assert done.exit_code == 1
    assert "2 decided by hand before, and not any more:" in done.output
    assert "  Ada Lovelace: final score set to 95.5: agreed; on 24 November" in done.output
    assert "--overrides OLD" in done.output


def test_an_override_changes_its_grades(made: Path) -> None:
    done = run("override", made / "grades", "bob", "--score", "60", "--reason", "seen again")
    assert "Bob Bool: 50, now 60." in done.output
    assert {o.exercise: o.score for o in read_overrides(made / "grades")["bob"]} == {
        "loss": 50, "": 60,
    }  # fmt: skip
    with open(made / "grades" / "grades.csv", newline="", encoding="utf-8") as file:
        assert {row["student"]: row["final"] for row in csv.DictReader(file)}["bob"] == "60"


@pytest.mark.parametrize(
    "words",
    [
        ["canvas", "GRADES", "--assignment", "Training"],
        ["moodle", "GRADES", "--key", "email"],
        ["gradescope", "GRADES"],
        ["gradescope", "RESULT", "--out", "OUT"],
        ["pages", "GRADES"],
    ],
    ids=" ".join,
)
def test_its_grades_and_results_are_exported(made: Path, words: list[str]) -> None:
    places = {"GRADES": made / "grades", "RESULT": made / "check.json", "OUT": made / "out.json"}
    done = run("export", *(places.get(word, word) for word in words))
    assert done.exit_code == 0, done.output
    if words[0] in ("canvas", "moodle"):
        assert "4 of 5 written" in done.output
    if "RESULT" in words:
        assert json.loads((made / "out.json").read_text())["score"] == 99
