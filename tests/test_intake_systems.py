"""What a class handed in is recognised in every system's layout, by names alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from handed_in import as_folder, as_zip

from grader.batch.opening import open_turn_in
from grader.batch.systems import read_export
from grader.batch.turnin import TurnIn, moment
from grader.errors import BatchError

WORK = {"forward.py": b"x = 1\n", "loss.py": b"y = 2\n"}


def write(path: Path, content: str = "x = 1\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def handed_in(path: Path, **options: str) -> tuple[str, dict[str, TurnIn]]:
    export = read_export(path, **options)
    assert len({t.name for t in export.turn_ins}) == len(export.turn_ins)
    return export.system, {turn_in.name: turn_in for turn_in in export.turn_ins}


def files(turn_in: TurnIn) -> dict[str, bytes]:
    return open_turn_in(turn_in).files


# --- plain -------------------------------------------------------------------------------------
def test_a_folder_an_archive_or_a_notebook_is_a_student(tmp_path: Path) -> None:
    as_folder(tmp_path, "ada", WORK)
    as_zip(tmp_path, "bob", WORK)
    write(tmp_path / "cyd.ipynb", "{}")
    write(tmp_path / "notes.txt")
    write(tmp_path / ".DS_Store")
    system, found = handed_in(tmp_path)
    assert (system, sorted(found)) == ("plain", ["ada", "bob", "cyd"])
    assert files(found["ada"]) == files(found["bob"]) == WORK


def test_an_archive_in_the_students_folder_is_the_submission(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    as_zip(tmp_path / "ada", "my work", WORK)
    _, found = handed_in(tmp_path)
    assert files(found["ada"]) == WORK


def test_a_file_of_the_contract_counts_before_an_archive_beside_it(tmp_path: Path) -> None:
    as_folder(tmp_path, "ada", WORK)
    as_zip(tmp_path / "ada", "backup", {"forward.py": b"old"})
    _, found = handed_in(tmp_path)
    assert files(found["ada"])["forward.py"] == WORK["forward.py"]


def test_a_link_to_somebody_elses_archive_is_not_followed(tmp_path: Path) -> None:
    as_zip(tmp_path, "solutions", WORK)
    (tmp_path / "class" / "eve").mkdir(parents=True)
    (tmp_path / "class" / "eve" / "work.zip").symlink_to(tmp_path / "solutions.zip")
    _, found = handed_in(tmp_path / "class")
    assert files(found["eve"]) == {}


def test_attempts_are_told_apart_by_their_names(tmp_path: Path) -> None:
    as_folder(tmp_path, "ada-attempt-1", WORK)
    as_zip(tmp_path, "ada_attempt2", WORK)
    as_folder(tmp_path / "bob", "attempt-3", WORK)
    _, found = handed_in(tmp_path)
    assert {(t.person.ids[0], t.attempt) for t in found.values()} == {
        ("ada", 1), ("ada", 2), ("bob", 3),
    }  # fmt: skip


def test_a_folder_and_an_archive_of_one_name_stay_apart(tmp_path: Path) -> None:
    as_folder(tmp_path, "ada", WORK)
    as_zip(tmp_path, "ada", WORK)
    _, found = handed_in(tmp_path)
    assert sorted(found) == ["ada", "ada.zip"]


def test_a_file_that_is_no_submission_is_told_of(tmp_path: Path) -> None:
    as_folder(tmp_path, "ada", WORK)
    as_zip(tmp_path, "bob", WORK)
    (tmp_path / "readme.pdf").touch()
    (tmp_path / ".DS_Store").touch()
    (tmp_path / "forward.py").touch()
    left_out = {out.name: out.why for out in read_export(tmp_path).left_out}
    assert left_out == {
        "readme.pdf": "no folder, archive or notebook",
        ".DS_Store": "hidden, or left behind by a program",
        "forward.py": "a file by itself: nothing says whose it is",
    }


# --- Canvas ------------------------------------------------------------------------------------
def test_canvas_files_of_one_student_are_one_submission(tmp_path: Path) -> None:
    write(tmp_path / "lovelaceada_1001_77501_forward.py", "x = 1\n")
    write(tmp_path / "lovelaceada_1001_77502_loss-1.py", "y = 2\n")
    as_zip(tmp_path, "boolegeorge_1002_503_work", WORK)
    system, found = handed_in(tmp_path)
    assert system == "canvas"
    assert [files(turn_in) for turn_in in found.values()] == [WORK, WORK]
    assert {t.person.ids for t in found.values()} == {
        ("1001", "lovelaceada"), ("1002", "boolegeorge"),
    }  # fmt: skip
    assert found["lovelaceada_1001_77502"].attempt == 1


def test_canvas_attempts_are_numbered(tmp_path: Path) -> None:
    for attempt in (1, 2):
        for name in WORK:
            write(tmp_path / f"lovelaceada_1001_{attempt}_{name}", f"x = {attempt}\n")
    as_zip(tmp_path, "boolegeorge_1002_1_work", WORK)
    as_zip(tmp_path, "boolegeorge_1002_2_work", WORK)
    _, found = handed_in(tmp_path)
    assert sorted((t.person.ids[0], t.attempt) for t in found.values()) == [
        ("1001", 1), ("1001", 2), ("1002", 1), ("1002", 2),
    ]  # fmt: skip
    assert files(found["lovelaceada_1001_2"])["loss.py"] == b"x = 2\n"


def test_canvas_marks_what_is_late(tmp_path: Path) -> None:
    as_zip(tmp_path, "lovelaceada_LATE_1001_501_work", WORK)
    _, found = handed_in(tmp_path)
    (turn_in,) = found.values()
    assert turn_in.late
    assert turn_in.person.ids == ("1001", "lovelaceada")


# --- Moodle ------------------------------------------------------------------------------------
def test_moodle_gives_a_folder_a_student(tmp_path: Path) -> None:
    as_folder(tmp_path, "Ada Lovelace_4711_assignsubmission_file_", WORK)
    (tmp_path / "George Boole_4712_assignsubmission_file_").mkdir()
    as_zip(tmp_path / "George Boole_4712_assignsubmission_file_", "work", WORK)
    write(tmp_path / "George Boole_4712_assignsubmission_onlinetext_" / "onlinetext.html")
    system, found = handed_in(tmp_path)
    assert system == "moodle"
    assert [files(turn_in) for turn_in in found.values()] == [WORK, WORK]
    assert {t.person.name for t in found.values()} == {"Ada Lovelace", "George Boole"}


def test_moodle_gives_files_side_by_side_where_folders_are_off(tmp_path: Path) -> None:
    for name, content in WORK.items():
        write(tmp_path / f"Ada Lovelace_4711_assignsubmission_file_{name}", content.decode())
    as_zip(tmp_path, "George Boole_4712_assignsubmission_file_work", WORK)
    _, found = handed_in(tmp_path)
    assert [files(turn_in) for turn_in in found.values()] == [WORK, WORK]


# --- Gradescope --------------------------------------------------------------------------------
METADATA = """\
---
submission_7:
  :submitters:
  - :name: Ada Lovelace
    :sid: '1001'
    :email: ada@example.org
  - :name: George Boole
    :sid: '1002'
    :email: george@example.org
  :created_at: 2026-03-02 09:30:00.000000000 Z
  :score: 0.0
  :status: processed
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    tests: []
  :history:
  - :id: 5
    :created_at: 2026-03-01 09:30:00.000000000 Z
../../elsewhere:
  :submitters: []
"""


def test_gradescope_metadata_say_who_and_when(tmp_path: Path) -> None:
    write(tmp_path / "submission_metadata.yml", METADATA)
    as_folder(tmp_path, "submission_7", WORK)
    export = read_export(tmp_path)
    assert (export.system, [out.name for out in export.left_out]) == (
        "gradescope", ["submission_metadata.yml"],
    )  # fmt: skip
    assert [t.person.ids[0] for t in export.turn_ins] == ["1001", "1002"]
    for turn_in in export.turn_ins:
        assert files(turn_in) == WORK
        assert turn_in.time == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
        assert turn_in.attempt == 2


def test_gradescope_metadata_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    write(tmp_path / "submission_metadata.yml", "a: [")
    with pytest.raises(BatchError, match=r"submission_metadata\.yml: is not YAML"):
        read_export(tmp_path)


# --- nbgrader ----------------------------------------------------------------------------------
def test_nbgrader_submitted_is_read_with_its_time_stamps(tmp_path: Path) -> None:
    as_folder(tmp_path / "submitted" / "ada", "ps1", WORK)
    write(tmp_path / "submitted/ada/ps1/timestamp.txt", "2026-03-02 09:30:00.000000 Europe/Berlin")
    as_folder(tmp_path / "submitted" / "bob", "ps1", WORK)
    for folder in (tmp_path, tmp_path / "submitted"):
        system, found = handed_in(folder)
        assert (system, sorted(found)) == ("nbgrader", ["ada", "bob"])
        assert found["ada"].time == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
        assert found["bob"].time is None


def test_of_several_nbgrader_assignments_one_has_to_be_named(tmp_path: Path) -> None:
    for assignment in ("ps1", "ps2"):
        as_folder(tmp_path / "submitted" / "ada", assignment, WORK)
    with pytest.raises(BatchError, match="2 assignments: ps1, ps2; say --assignment NAME"):
        read_export(tmp_path)
    _, found = handed_in(tmp_path, assignment="ps2")
    assert found["ada"].path.name == "ps2"
    with pytest.raises(BatchError, match="no assignment 'ps3'; there are: ps1, ps2"):
        read_export(tmp_path, assignment="ps3")


# --- a list ------------------------------------------------------------------------------------
def test_a_list_names_students_and_paths(tmp_path: Path) -> None:
    as_folder(tmp_path / "somewhere", "x1", WORK)
    as_zip(tmp_path, "x2", WORK)
    table = "Student,Path,Time\nada,somewhere/x1,2026-03-02T09:30:00+00:00\nbob,x2.zip,\n"
    write(tmp_path / "list.csv", table)
    system, found = handed_in(tmp_path / "list.csv")
    assert (system, sorted(found)) == ("list", ["ada", "bob"])
    assert [files(turn_in) for turn_in in found.values()] == [WORK, WORK]
    assert found["ada"].time == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("student\nada\n", "line 1: has no column 'path'; its columns are: student"),
        ("student,path\nada,\n", "line 2: path is empty; fill it in, or remove the line"),
        ("student,path,time\nada,x,soon\n", "line 2: time is 'soon'; write it as in 2026-12-01"),
        ("student,path,attempt\nada,x,two\n", "line 2: attempt is 'two'; write a whole number"),
        ("student,path\nada,x,y\n", "line 2: holds 3 cells under 2 columns; put a cell with"),
        ("", "is empty; its first line names the columns student, path"),
    ],
)
def test_a_mistake_in_a_list_is_named_with_its_line(
    table: str, complaint: str, tmp_path: Path
) -> None:
    write(tmp_path / "list.csv", table)
    with pytest.raises(BatchError) as error:
        read_export(tmp_path / "list.csv")
    assert complaint in str(error.value)


# --- what is no class --------------------------------------------------------------------------
def test_a_folder_that_is_not_there_or_holds_nothing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="there is no such folder"):
        read_export(tmp_path / "nowhere")
    with pytest.raises(BatchError, match="no submission in it"):
        read_export(tmp_path)
    write(tmp_path / "one.py")
    as_folder(tmp_path, "ada", WORK)
    with pytest.raises(BatchError, match="ada: is one submission; give the folder that it lies in"):
        read_export(tmp_path / "ada")
    with pytest.raises(BatchError, match="is one file; give the folder of the class"):
        read_export(tmp_path / "one.py")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02 09:30:00.123456 UTC", datetime(2026, 3, 2, 9, 30, 0, 123456, UTC)),
        ("2026-03-02T09:30:00Z", datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
        ("2026-03-02 09:30:00\n", datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
        ("2026-03-02 09:30:00 Middle/Earth", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_systems_write_it(text: str, expected: datetime | None) -> None:
    assert moment(text) == expected


def test_what_cannot_be_read_as_a_submission_is_an_empty_one_that_says_why(
    tmp_path: Path,
) -> None:
    write(tmp_path / "eve.zip", "no archive")
    write(tmp_path / "dan_1_2_essay.pdf", "prose")
    _, found = handed_in(tmp_path, system="plain")
    submission = open_turn_in(found["eve"])
    assert submission.files == {}
    assert str(tmp_path) not in submission.left_out[0]
    assert submission.left_out[0].startswith("eve.zip: ")
