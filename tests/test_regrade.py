"""A regrade is read as a diff before it is published, and what was set by hand survives it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from classes import RIGHT, UNJUDGED, WRONG, document, entry, small_class, written
from click.testing import CliRunner, Result

from grader.cli import main
from grader.lms.exports.feedback import write_feedback
from grader.lms.exports.overview import write_overview
from grader.results.classbook import Entry, read
from grader.results.overrides import Choice, Override, read_decisions, set_override, take_over
from grader.results.regrade import compare


def run(*words: str) -> Result:
    return CliRunner().invoke(main, [*words], env={"COLUMNS": "140"})


def test_who_loses_how_much_and_by_which_check() -> None:
    [change] = compare([entry("a", RIGHT)], [entry("a", WRONG)]).changes
    assert (change.before, change.after, change.points) == (100, 80, -20)
    backward = next(e for e in change.exercises if e.id == "backward")
    assert (backward.before, backward.after) == (40, 20)
    flips = [(check.id, check.before, check.after, check.points) for check in backward.checks]
    assert flips == [
        ("cleared", "passed", "failed", -5),
        ("every-group-is-cleared", "passed", "failed", -15),
    ]
    assert backward.came == ("missing-zero-grad backward.py:6", "retained-graph")
    assert backward.went == ()


def test_the_way_back_is_the_same_the_other_way_round() -> None:
    [change] = compare([entry("a", WRONG)], [entry("a", RIGHT)]).changes
    assert change.points == 20
    assert next(e for e in change.exercises if e.id == "backward").went


def test_time_and_order_are_no_change() -> None:
    old = [entry("a"), entry("b", WRONG)]
    slow = Entry(old[1].student, "b", document(WRONG, "b", seconds=99))
    assert compare(old, [slow, old[0]]).changes == ()


def test_a_finding_that_moves_is_a_change_without_points() -> None:
    exercise = WRONG.exercises[1]
    moved = tuple(replace(finding, line=7) for finding in exercise.findings[:1])
    other = replace(WRONG, exercises=(WRONG.exercises[0], replace(exercise, findings=moved)))
    same = replace(WRONG, exercises=WRONG.exercises[:2])
    [change] = compare([entry("a", same)], [entry("a", other)]).changes
    assert (change.points, change.exercises[0].came) == (0, ("missing-zero-grad backward.py:7",))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (entry("a", UNJUDGED), entry("a", RIGHT), "was not judged, now graded"),
        (entry("a", None), entry("a", RIGHT), "was missing, now graded"),
        (entry("a"), entry("a", penalty=0.1), "penalty: 0 %, now 10 %"),
        (entry("a"), entry("a", attempt=2), "attempt: 1, now 2"),
    ],
    ids=["judged", "handed in", "late", "attempt"],
)
def test_reasons_beside_the_checks_are_said(old: Entry, new: Entry, reason: str) -> None:
    [change] = compare([old], [new]).changes
    assert reason in change.reasons


def test_who_comes_and_who_goes_is_said() -> None:
    changes = compare([entry("a")], [entry("b")]).changes
    reasons = {change.key: change.reasons for change in changes}
    assert reasons == {"a": ("was graded, now not in it",), "b": ("was not in it, now graded",)}


def test_diff_ends_with_1_where_something_changed_and_0_where_nothing_did(tmp_path: Path) -> None:
    old = written(tmp_path / "old", small_class())
    new = written(tmp_path / "new", [entry("ada", WRONG), *small_class()[1:]])
    done = run("diff", str(old), str(new))
    assert done.exit_code == 1
    assert "Student ada" in done.output
    assert "cleared: passed, now failed (-5)" in done.output
    assert "found: missing-zero-grad backward.py:6" in done.output
    assert "Nobody wins points.\n1 loses 20 points in all." in done.output
    assert "6 not at all" in done.output
    again = run("diff", str(old), str(old / "results.jsonl"))
    assert again.exit_code == 1, "a file knows no students"
    same = run("diff", str(old / "results.jsonl"), str(old / "results.jsonl"))
    assert (same.exit_code, "6 not at all" in same.output) == (0, True)


def test_the_same_change_of_many_is_one_row_until_it_is_unfolded(tmp_path: Path) -> None:
    names = [f"s{number:02}" for number in range(20)]
    old = written(tmp_path / "old", [entry(name, RIGHT) for name in names])
    new = written(tmp_path / "new", [entry(name, WRONG) for name in names])
    folded, unfolded = (run("diff", str(old), str(new), *more).output for more in ((), ("--all",)))
    assert "20 students" in " ".join(folded.split())
    assert folded.count("found: missing-zero-grad") < 5
    assert "s19" not in folded
    assert unfolded.count("Student s") == 20
    assert "20 lose 400 points in all." in folded


def test_diff_speaks_json(tmp_path: Path) -> None:
    old = written(tmp_path / "old", [entry("ada")])
    new = written(tmp_path / "new", [entry("ada", WRONG)])
    [change] = json.loads(run("diff", str(old), str(new), "--json").output)
    assert (change["key"], change["points"]) == ("ada", -20)
    assert change["exercises"][0]["checks"][0]["id"] == "cleared"


def test_diff_of_no_folder_is_one_line_and_status_2(tmp_path: Path) -> None:
    done = run("diff", str(tmp_path), str(tmp_path))
    assert (done.exit_code, done.output.count("\n")) == (2, 1)


def test_an_override_survives_the_regrade_and_the_diff_knows_it(tmp_path: Path) -> None:
    old = written(tmp_path / "old", small_class())
    new = written(tmp_path / "new", small_class())
    words = ["override", str(new), "bob", "--exercise", "backward", "--score", "40"]
    done = run(*words, "--reason", "seen by me")
    assert done.exit_code == 0, done.output
    assert "Student bob: 80, now 100" in done.output
    written(new, small_class())
    assert {e.key: e.final for e in read(new)}["bob"] == 100
    assert "seen by me" in (new / "grades.csv").read_text()
    done = run("diff", str(old), str(new))
    assert "set by hand: nothing, now backward set to 40: seen by me" in done.output
    assert "1 wins 20 points in all." in done.output


def test_a_diff_names_what_was_decided_by_hand_and_left_behind(tmp_path: Path) -> None:
    old = written(tmp_path / "old", small_class())
    for student, exercise in (("bob", "backward"), ("ada", ""), ("eve", "")):
        set_override(old, Override(student, exercise, 40, "seen by me"))
    new = written(tmp_path / "new", [e for e in small_class() if e.key != "eve"])
    set_override(new, Override("ada", "", 41, "seen again"))
    done = run("diff", str(old), str(new))
    assert "2 decided by hand before, and not any more:" in done.output
    assert "\n  Student bob: backward set to 40: seen by me\n" in done.output
    assert "\n  Student eve: final score set to 40: seen by me\n" in done.output
    assert "set by hand: final score set to 40: seen by me, now final score set" in done.output
    changes = json.loads(run("diff", str(old), str(new), "--json").output)
    left = {change["key"]: change["left_behind"] for change in changes}
    assert left == {"ada": [], "bob": ["backward set to 40: seen by me"],
                    "eve": ["final score set to 40: seen by me"]}  # fmt: skip
    assert "not any more" not in run("diff", str(new), str(old)).output


@pytest.mark.parametrize("source", ["a folder", "a file"])
def test_what_was_decided_by_hand_is_taken_over_and_what_is_there_already_is_kept(
    tmp_path: Path, source: str
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
    first, second = Override("ada", "", 40, "agreed"), Override("bob", "loss", 5, "seen")
    chosen, other = Choice("cid", "cid.zip", "later"), Override("bob", "loss", 6, "seen here")
    for decision in (first, second, chosen):
        set_override(old, decision)
    set_override(new, other)
    fresh, kept = take_over(old if source == "a folder" else old / "overrides.csv", new)
    assert (set(fresh), kept) == ({first, chosen}, [other])
    assert set(read_decisions(new)) == {first, chosen, other}
    before = (new / "overrides.csv").read_bytes()
    assert take_over(old, new) == ([], [other])
    assert take_over(new, new) == ([], [])
    assert (new / "overrides.csv").read_bytes() == before


def test_overrides_that_are_not_there_or_not_usable_stop_a_batch_before_it_begins(
    tmp_path: Path,
) -> None:
    (tmp_path / "class" / "ada").mkdir(parents=True)
    words = ["batch", str(tmp_path / "class"), "--out", str(tmp_path / "out"), "--overrides"]
    done = run(*words, str(tmp_path / "class"))
    assert done.exit_code == 2
    assert "overrides.csv: there is no such file; name an overrides.csv" in done.output
    (tmp_path / "wrong.csv").write_text("student,exercise,score,reason\nada,,many,why\n")
    done = run(*words, str(tmp_path / "wrong.csv"))
    assert done.exit_code == 2
    assert "wrong.csv: line 2: score 'many' is no number" in done.output
    assert not (tmp_path / "out" / "results.jsonl").exists()


def test_an_override_is_on_the_pages_at_once(tmp_path: Path) -> None:
    folder = written(tmp_path, small_class())
    write_feedback(folder)
    write_overview(folder)
    before = (folder / "feedback" / "ada.html").stat().st_mtime_ns
    run("override", str(folder), "bob", "--score", "55", "--reason", "agreed with me")
    for name in ("index.html", "feedback/bob.html", "feedback/bob.md"):
        assert "final score set to 55: agreed with me" in (folder / name).read_text("utf-8")
    assert (folder / "feedback" / "ada.html").stat().st_mtime_ns == before


def test_an_override_that_replaces_another_shows_what_it_was(tmp_path: Path) -> None:
    folder = written(tmp_path, small_class())
    words = ("override", str(folder), "bob", "--exercise", "backward", "--score")
    assert "Replaced" not in run(*words, "15", "--reason", "half of it").output
    done = run(*words, "20", "--reason", "seen again")
    assert done.exit_code == 0
    assert "Replaced: 15, half of it\n" in done.output


def test_an_override_can_be_taken_back(tmp_path: Path) -> None:
    folder = written(tmp_path, small_class())
    run("override", str(folder), "eve", "--score", "50", "--reason", "by mail")
    assert {e.key: e.final for e in read(folder)}["eve"] == 50
    assert run("override", str(folder), "eve", "--remove").exit_code == 0
    assert {e.key: e.final for e in read(folder)}["eve"] is None
    assert run("override", str(folder), "eve", "--remove").exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bobb", "--score", "1", "--reason", "x"], "there is no student 'bobb'"),
        (["student BOB", "--score", "1", "--reason", "x"], "did you mean bob?"),
        (["bob", "--exercise", "back", "--score", "1", "--reason", "x"], "known are: forward, "),
        (["bob", "--score", "1"], "give --score and --reason"),
        (
            ["bob", "--exercise", "backward", "--score", "40.5", "--reason", "x"],
            "--score 40.5: backward has 40 points at the most",
        ),
        (
            ["bob", "--score", "111", "--reason", "x"],
            "--score 111: the whole course, bonus included, has 110 points at the most",
        ),
        (["eve", "--score", "111", "--reason", "x"], "110 points at the most"),
        (["bob", "--score", "nan", "--reason", "x"], "110 points at the most"),
        (["bob", "--score", "-1", "--reason", "x"], "-1.0 is not in the range x>=0"),
        (["bob", "--reason", "x"], "give --score and --reason"),
        (["bob", "--score", "1", "--reason", " "], "give --score and --reason"),
    ],
)
def test_an_override_that_fits_nothing_is_refused_and_nothing_written(
    tmp_path: Path, words: list[str], said: str
) -> None:
    folder = written(tmp_path, small_class())
    done = run("override", str(folder), *words)
    assert done.exit_code == 2
    assert said in done.output
    assert not (folder / "overrides.csv").exists()
