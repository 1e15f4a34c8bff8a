"""Of two submissions of which nothing tells which is the last, none counts until one is chosen."""

from __future__ import annotations

import csv
import json
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from classes import RIGHT, WRONG, document, entry, written
from click.testing import CliRunner, Result
from handed_in import as_folder, as_tar, as_zip

from grader.batch.matching import Matched, match_roster
from grader.batch.roster import read_roster
from grader.batch.systems import read_export
from grader.batch.turnin import Export, Person, TurnIn
from grader.cli import main
from grader.course.course import Course, load_course
from grader.lms.nbgrader.sync import _unusable, _usable
from grader.results.classbook import Entry, read
from grader.results.overrides import Choice, Override, read_choices, read_overrides, set_override

CLASSROOM = {
    "CLASSROOM": "c", "ASSIGNMENT": "a", "SUBMISSION_TAG": "submit/1", "OWNER": "ada",
    "COMMIT_URL": "https://host/c", "RELEASE_URL": "https://host/r",
}  # fmt: skip
MADE = Path(__file__).parent / "grades" / "0.1.0" / "class"
WORK = {"forward.py": b"x = 1\n", "loss.py": b"y = 2\n"}


@pytest.fixture
def course() -> Course:
    return load_course(Path(__file__).parent / "courses" / "quick.yaml")


def rivals(matched: Matched) -> dict[str, tuple[str, ...]]:
    return {handed.name: handed.rivals for handed in matched.to_grade}


def run(*words: str) -> Result:
    return CliRunner().invoke(main, [*words], env={"COLUMNS": "300"})


# --- where nothing tells -----------------------------------------------------------------------
def test_a_folder_and_archives_of_one_name_are_rivals(tmp_path: Path, course: Course) -> None:
    as_folder(tmp_path, "ada", WORK)
    as_zip(tmp_path, "ada", WORK)
    as_tar(tmp_path, "ada", WORK)
    as_folder(tmp_path, "bob", WORK)
    matched = match_roster(read_export(tmp_path), course)
    assert rivals(matched) == {
        "ada": ("ada.tar.gz", "ada.zip"), "ada.tar.gz": ("ada", "ada.zip"),
        "ada.zip": ("ada", "ada.tar.gz"), "bob": (),
    }  # fmt: skip


def test_an_attempt_in_two_shapes_leaves_the_earlier_ones_out(
    tmp_path: Path, course: Course
) -> None:
    for attempt in (1, 2):
        as_folder(tmp_path / "ada", f"attempt-{attempt}", WORK)
        as_zip(tmp_path, f"bob-attempt-{attempt}", WORK)
    as_zip(tmp_path / "ada", "attempt-2", WORK)
    matched = match_roster(read_export(tmp_path), course)
    assert rivals(matched) == {
        "ada/attempt-2": ("ada/attempt-2.zip",), "ada/attempt-2.zip": ("ada/attempt-2",),
        "bob-attempt-2": (),
    }  # fmt: skip
    out = list(matched.passed_over({h.name for h in matched.to_grade}))
    assert [(o.name, o.why) for o in out] == [
        ("bob-attempt-1.zip", "another attempt counts: bob-attempt-2")
    ]


def test_two_lines_of_a_list_without_attempt_and_time_are_rivals(
    tmp_path: Path, course: Course
) -> None:
    for name in ("x1", "x2", "x3", "x4"):
        as_folder(tmp_path, name, WORK)
    table = "student,path,time\nada,x1,\nada,x2,\nada,x1,\nbob,x3,2026-03-02\nbob,x4,2026-03-03\n"
    (tmp_path / "list.csv").write_text(table)
    export = read_export(tmp_path / "list.csv")
    matched = match_roster(export, course)
    assert rivals(matched) == {
        "ada/x1": ("ada/x2",), "ada/x2": ("ada/x1",), "bob/x4": (),
    }  # fmt: skip
    assert [(o.name, o.why) for o in export.left_out] == [
        ("line 4: ada", "the very same line stands above")
    ]


def test_two_archives_in_one_upload_of_canvas_or_moodle_are_rivals(
    tmp_path: Path, course: Course
) -> None:
    for folder, names in {
        "canvas": ("ada_1_77501_work", "ada_1_77502_final"),
        "canvas, by attempt": ("ada_1_2_work", "ada_1_2_final"),
        "moodle": ("Ada_1_assignsubmission_file_work", "Ada_1_assignsubmission_file_final"),
    }.items():
        (tmp_path / folder).mkdir()
        for name in names:
            as_zip(tmp_path / folder, name, WORK)
        export = read_export(tmp_path / folder)
        assert export.system == folder.partition(",")[0]
        found = rivals(match_roster(export, course))
        assert [len(others) for others in found.values()] == [1, 1], folder


def test_what_lies_beside_an_archive_in_an_upload_is_no_rival_but_left_out(
    tmp_path: Path, course: Course
) -> None:
    as_zip(tmp_path, "ada_1_77501_work", WORK)
    (tmp_path / "ada_1_77502_notes.txt").touch()
    export = read_export(tmp_path)
    assert list(rivals(match_roster(export, course)).values()) == [()]
    assert [out.name for out in export.left_out] == ["ada_1_77502_notes.txt"]


def turn_in(name: str, attempt: int = 1, time: datetime | None = None) -> TurnIn:
    return TurnIn(name, Person(("ada",)), Path(name), attempt=attempt, time=time)


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        (turn_in("a"), turn_in("b"), ["a", "b"]),
        (turn_in("a"), turn_in("b", attempt=2), ["b"]),
        (turn_in("a", time=datetime(2026, 3, 2, tzinfo=UTC)), turn_in("b"), ["a", "b"]),
        (turn_in("a", 2, datetime(2026, 3, 2, tzinfo=UTC)), turn_in("b"), ["a"]),
    ],
    ids=["nothing", "numbers", "one time alone", "one time and numbers"],
)
def test_a_time_orders_only_where_all_have_one(
    one: TurnIn, other: TurnIn, left: list[str], course: Course
) -> None:
    assert list(rivals(match_roster(Export("list", [one, other]), course))) == left


def test_where_the_best_counts_nothing_has_to_be_chosen(course: Course) -> None:
    best = course.model_copy(update={"attempts": "best"})
    matched = match_roster(Export("plain", [turn_in("ada"), turn_in("ada.zip")]), best)
    assert set(rivals(matched).values()) == {()}
    (counts,) = matched.counting(lambda handed: float(handed.name == "ada.zip"))
    assert counts.name == "ada.zip"


# --- until one is chosen -----------------------------------------------------------------------
def two_of_ada() -> list[Entry]:
    first, second = entry("ada", WRONG), entry("ada", RIGHT)
    return [
        replace(first, rivals=("ada.zip",)),
        replace(second, submission="ada.zip", rivals=("ada",), document=document(RIGHT, "ada.zip")),
        entry("bob", WRONG),
    ]


@pytest.fixture
def grades(tmp_path: Path) -> Path:
    folder = written(tmp_path / "grades", two_of_ada())
    assert run("export", "pages", str(folder)).exit_code == 0
    return folder


def choose(grades: Path, *more: str, submission: str = "ada.zip") -> Result:
    words = ["override", str(grades), "ada", "--choose", submission]
    return run(*words, *(more or ("--reason", "the later one, she says")))


def rows(grades: Path) -> list[dict[str, str]]:
    with open(grades / "grades.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def exports(grades: Path) -> dict[str, str]:
    commands = {
        "canvas": ["--assignment", "Training", "--roster-id", "sis_user"],
        "moodle": ["--key", "idnumber"],
        "gradescope": [],
    }
    return {
        name: run("export", name, str(grades), *options, "--dry-run").output
        for name, options in commands.items()
    }


def test_both_are_graded_and_neither_has_points_that_count(grades: Path) -> None:
    found = [(r["submission"], r["status"], r["score"], r["final"]) for r in rows(grades)]
    assert found == [
        ("ada", "to choose", "80", ""), ("ada.zip", "to choose", "100", ""),
        ("bob", "graded", "80", "80"),
    ]  # fmt: skip
    assert "one of ada, ada.zip, and nothing tells which is the last" in rows(grades)[0]["notes"]
    lines = (grades / "results.jsonl").read_text().splitlines()
    assert [json.loads(line)["submission"] for line in lines] == ["ada", "ada.zip", "bob"]


def test_no_export_has_either_and_each_says_why(grades: Path) -> None:
    for name, said in exports(grades).items():
        assert "ada.zip: one of ada, ada.zip, and nothing tells which is the last" in said, name
        assert "1 of 3 would be written" in said, name


def test_the_class_page_has_both_and_what_to_do(grades: Path) -> None:
    text = (grades / "index.html").read_text(encoding="utf-8")
    assert "2 submissions to choose from" in text
    assert "--choose SUBMISSION" in text
    assert "<bdi>ada.zip</bdi>" in text
    pages = sorted(path.name for path in (grades / "feedback").glob("*.html"))
    assert len(pages) == 3
    assert "ada.html" not in pages
    assert all(f"feedback/{page}" in text for page in pages)


def test_nbgrader_and_classroom_50_get_neither(grades: Path) -> None:
    entries = list(read(grades))
    assert [entry.submission for entry in _usable(entries)] == ["bob"]
    assert [note.partition(" and nothing")[0] for note in _unusable(entries)] == [
        "ada: ada: one of ada, ada.zip,", "ada: ada.zip: one of ada, ada.zip,",
    ]  # fmt: skip
    words = ["export", "classroom50", str(grades), "--committed-at", "2026-03-02T09:30:00Z"]
    done = CliRunner().invoke(main, words, env=CLASSROOM)
    assert done.exit_code == 2
    assert "ada: one of ada, ada.zip, and nothing tells which is the last" in done.output


def test_points_by_hand_choose_nothing(grades: Path) -> None:
    run("override", str(grades), "ada", "--score", "75", "--reason", "agreed")
    assert [r["final"] for r in rows(grades)] == ["", "", "80"]


# --- and then ----------------------------------------------------------------------------------
def test_the_one_chosen_counts_everywhere_and_the_other_is_still_there(grades: Path) -> None:
    done = choose(grades)
    assert done.exit_code == 0, done.output
    assert "Student ada: no points, now 100." in done.output
    assert [(r["status"], r["final"]) for r in rows(grades)] == [
        ("not chosen", ""), ("graded", "100"), ("graded", "80"),
    ]  # fmt: skip
    assert rows(grades)[1]["overrides"] == "ada.zip chosen: the later one, she says"
    for name, said in exports(grades).items():
        assert "ada: ada.zip counts, not this one" in said, name
        assert "2 of 3 would be written" in said, name
    page = (grades / "feedback" / "ada.html").read_text(encoding="utf-8")
    assert "ada.zip chosen: the later one, she says" in page
    assert "to choose from" not in (grades / "index.html").read_text(encoding="utf-8")


def test_a_choice_survives_a_regrade_and_can_be_changed_and_taken_back(grades: Path) -> None:
    choose(grades)
    written(grades, two_of_ada())
    assert [e.final for e in read(grades)] == [None, 100, 80]
    done = choose(grades, "--reason", "no, the other", submission="ada")
    assert "Replaced: ada.zip chosen: the later one, she says" in done.output
    assert [e.final for e in read(grades)] == [80, None, 80]
    assert choose(grades, "--remove", submission="ada.zip").exit_code == 2
    assert choose(grades, "--remove", submission="ada").exit_code == 0
    assert [e.status for e in read(grades)] == ["to choose", "to choose", "graded"]
    assert choose(grades, "--remove", submission="ada").exit_code == 2


def test_a_choice_of_what_is_there_no_more_decides_nothing_and_is_told(grades: Path) -> None:
    set_override(grades, Choice("ada", "ada.rar", "older"))
    assert [e.status for e in read(grades)] == ["to choose", "to choose", "graded"]
    run("export", "pages", str(grades))
    assert "ada.rar chosen (older)" in (grades / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ada", "--choose", "ada.rar", "--reason", "x"], "there are: ada, ada.zip"),
        (["ada", "--choose", "ada.zip"], "give --reason with --choose"),
        (["ada", "--choose", "ada.zip", "--score", "5", "--reason", "x"], "--choose stands alone"),
        (["bob", "--choose", "bob", "--reason", "x"], "there is nothing to choose from: bob"),
        (["eve", "--choose", "x", "--reason", "x"], "there is no student 'eve'"),
    ],
)
def test_a_choice_that_fits_nothing_is_refused_and_nothing_written(
    grades: Path, words: list[str], said: str
) -> None:
    done = run("override", str(grades), *words)
    assert done.exit_code == 2
    assert said in done.output
    assert not (grades / "overrides.csv").exists()


def test_a_diff_tells_what_is_to_choose_and_what_was_chosen(tmp_path: Path, grades: Path) -> None:
    before = written(tmp_path / "before", [entry("ada", WRONG), entry("bob", WRONG)])
    said = run("diff", str(before), str(grades)).output
    assert "was graded, now to choose" in said
    assert "another submission: ada, now ada or ada.zip" in said
    choose(grades)
    said = run("diff", str(before), str(grades)).output
    assert "another submission: ada, now ada.zip" in said
    assert "1 wins 20 points in all." in said


def test_choices_and_points_share_a_file_that_people_can_read(tmp_path: Path) -> None:
    set_override(tmp_path, Override("ada", "loss", 5, "seen"))
    assert (tmp_path / "overrides.csv").read_text() == (
        "student,exercise,score,reason\nada,loss,5,seen\n"
    )
    set_override(tmp_path, Choice("ada", "=ada\u200b.zip", "later"))
    assert (tmp_path / "overrides.csv").read_text() == (
        "student,exercise,score,reason,submission\nada,,,later,'=ada\\u200b.zip\nada,loss,5,seen,\n"
    )
    assert read_choices(tmp_path)["ada"].submission == "=ada\u200b.zip"
    assert [o.score for o in read_overrides(tmp_path)["ada"]] == [5]


# --- a class as it comes, through the command --------------------------------------------------
RIGHT_LOSS = (MADE / "ada" / "loss.py").read_bytes()
WRONG_LOSS = RIGHT_LOSS.replace(b"criterion(logits, labels)", b"criterion(logits, labels).item()")


def test_every_entry_of_a_class_as_it_comes_is_told_of(tmp_path: Path) -> None:
    home, out = tmp_path / "class", tmp_path / "grades"
    as_folder(home, "ada", {"loss.py": WRONG_LOSS})
    as_zip(home, "ada", {"loss.py": RIGHT_LOSS})
    as_folder(home, "bob\udcff", {"loss.py": RIGHT_LOSS})
    as_folder(home, "Cid_9_assignsubmission_file_", {"loss.py": RIGHT_LOSS})
    as_folder(home, "submitted", {"loss.py": RIGHT_LOSS})
    (home / "readme.pdf").touch()
    (home / "eve").symlink_to(MADE / "ada")
    words = ["batch", str(home), "--out", str(out), "--course", str(MADE.parent / "course.yaml")]
    done = run(*words, "--lanes", "1")
    assert done.exit_code == 0, done.output
    assert "5 submissions (plain): 5 graded now" in done.output
    assert "Of 7 entries 5 are in results, 1 left out, 1 refused:" in done.output
    assert "eve: refused: a link; --follow-links has links followed" in done.output
    assert "\n  ada or ada.zip\n" in done.output
    assert r"bob\udcff: its name holds what cannot be seen" in done.output
    lines = (out / "results.jsonl").read_text(encoding="ascii").splitlines()
    scores = {d["submission"]: d["score"] for d in map(json.loads, lines)}
    assert scores == {
        "ada": 0, "ada.zip": 100, "bob\udcff": 100, "Cid_9_assignsubmission_file_": 100,
        "submitted": 100,
    }  # fmt: skip
    statuses = {row["submission"]: row["status"] for row in rows(out)}
    assert len(statuses) == len(list(home.iterdir()))
    assert (statuses["eve"], statuses["readme.pdf"]) == ("refused", "left out")
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "<bdi>eve</bdi>" in page
    assert "<bdi>readme.pdf</bdi>" in page
    assert run(*words, "--follow-links", "--no-pages").output.startswith("6 submissions")


# --- names that deceive ------------------------------------------------------------------------
TWINS = ("ada", "a\u200bda", "ada\udcff", "J\u00fcrgen", "Ju\u0308rgen", "Ada")


def test_names_that_look_alike_stay_apart_everywhere(tmp_path: Path, course: Course) -> None:
    for number, name in enumerate(TWINS):
        as_folder(tmp_path / "class", name, {"loss.py": b"x = %d" % number})
    matched = match_roster(read_export(tmp_path / "class"), course)
    marked = {handed.name for handed in matched.to_grade if handed.odd}
    assert marked == set(TWINS)
    grades = written(tmp_path / "grades", [_entry(handed) for handed in matched.to_grade])
    assert run("export", "pages", str(grades)).exit_code == 0
    assert {row["student"] for row in rows(grades)} == {
        "ada", r"a\u200bda", r"ada\udcff", "J\u00fcrgen", "Ju\u0308rgen", "Ada",
    }  # fmt: skip
    assert all("its name" in row["notes"] for row in rows(grades))
    pages = [path.stem.casefold() for path in (grades / "feedback").glob("*.html")]
    assert len({unicodedata.normalize("NFC", page) for page in pages}) == len(TWINS)
    lines = (grades / "results.jsonl").read_bytes().splitlines()
    assert {json.loads(line)["submission"] for line in lines} == set(TWINS)
    assert all(line.isascii() for line in lines)
    text = (grades / "index.html").read_text(encoding="utf-8")
    assert f"{len(TWINS)} with a remark" in text
    assert r"<bdi>a\u200bda</bdi>" in text


def _entry(handed: Any) -> Entry:
    found = entry(handed.name, WRONG, notes=handed.notes)
    assert found.student is not None
    return replace(found, student=replace(found.student, name="", email=""))


def test_what_is_set_for_one_twin_is_not_set_for_the_other(tmp_path: Path) -> None:
    grades = written(tmp_path, [entry("ada", WRONG), entry("a\u200bda", WRONG)])
    done = run("override", str(grades), r"a\u200bda", "--score", "5", "--reason", "seen")
    assert done.exit_code == 0, done.output
    assert [e.final for e in read(grades)] == [80, 5]
    assert r"a\u200bda,,5,seen" in (grades / "overrides.csv").read_text()


def test_no_importer_is_given_a_second_grade_under_a_name_that_looks_the_same(
    tmp_path: Path,
) -> None:
    twins = [entry(name, WRONG) for name in ("J\u00fcrgen", "Ju\u0308rgen")]
    said = run("export", "moodle", str(written(tmp_path, twins)), "--key", "idnumber").output
    assert "1 of 2 written" in said
    assert "has the grade of Student J\u00fcrgen already" in said


def test_a_name_from_a_mac_finds_its_student(tmp_path: Path, course: Course) -> None:
    (tmp_path / "roster.csv").write_text("id,name\nJ\u00fcrgen,J\u00fcrgen M.\n", encoding="utf-8")
    as_folder(tmp_path / "class", "Ju\u0308rgen", WORK)
    as_folder(tmp_path / "class", "J\u200b\u00fcrgen", WORK)
    roster = read_roster(tmp_path / "roster.csv")
    matched = match_roster(read_export(tmp_path / "class"), course, roster)
    found = {h.name: h.student and h.student.id for h in matched.to_grade}
    assert found == {"Ju\u0308rgen": "J\u00fcrgen", "J\u200b\u00fcrgen": None}
