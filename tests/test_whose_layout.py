"""A layout is recognised by what nearly all entries have in common, and no entry ever vanishes."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from handed_in import as_folder, as_tar, as_zip
from hypothesis import given, settings
from hypothesis import strategies as st
from notebooks import code, notebook

from grader.batch.matching import match_roster
from grader.batch.opening import open_turn_in
from grader.batch.systems import SYSTEMS, read_export
from grader.course.course import load_course
from grader.errors import BatchError

COURSE = load_course(Path(__file__).parent / "courses" / "quick.yaml")
WORK = {"forward.py": b"x = 1\n", "loss.py": b"y = 2\n"}
MOODLE = "Ada Lovelace_4711_assignsubmission_file_"


def plain_class(folder: Path, *names: str) -> None:
    for name in names or ("ada", "bob", "cyd"):
        as_zip(folder, name, WORK)


def layout(folder: Path) -> tuple[str, list[str], list[str]]:
    """The system, the submissions, and what is none."""
    export = read_export(folder)
    left_out = sorted(out.name for out in export.left_out)
    return export.system, sorted(t.name for t in export.turn_ins), left_out


# --- what one student can choose ---------------------------------------------------------------
def test_one_name_like_moodles_does_not_make_it_moodles(tmp_path: Path) -> None:
    plain_class(tmp_path)
    as_folder(tmp_path, MOODLE, WORK)
    assert layout(tmp_path) == ("plain", [MOODLE, "ada", "bob", "cyd"], [])
    assert read_export(tmp_path).doubt == (
        "1 of 4 entries fit Moodle's download (NAME_NUMBER_assignsubmission_file_); "
        "--system moodle where it is that"
    )


@pytest.mark.parametrize("inside", ["forward.py", "work/forward.py", "eve/ps1/forward.py"])
def test_a_folder_called_submitted_does_not_make_it_nbgraders(tmp_path: Path, inside: str) -> None:
    plain_class(tmp_path)
    as_folder(tmp_path, "submitted", {inside: b"x = 1\n"})
    assert layout(tmp_path) == ("plain", ["ada", "bob", "cyd", "submitted"], [])


def test_a_students_own_time_stamp_does_not_make_it_nbgraders(tmp_path: Path) -> None:
    plain_class(tmp_path)
    as_folder(tmp_path, "eve", {"work/timestamp.txt": b"2026-03-02", "work/forward.py": b""})
    assert layout(tmp_path) == ("plain", ["ada", "bob", "cyd", "eve"], [])


def test_a_file_of_the_contract_beside_archives_does_not_make_it_one_submission(
    tmp_path: Path,
) -> None:
    plain_class(tmp_path)
    (tmp_path / "forward.py").touch()
    assert layout(tmp_path) == ("plain", ["ada", "bob", "cyd"], ["forward.py"])


def test_a_file_like_gradescopes_does_not_make_it_gradescopes(tmp_path: Path) -> None:
    plain_class(tmp_path)
    (tmp_path / "submission_metadata.yml").write_text("eve: {}")
    assert layout(tmp_path) == ("plain", ["ada", "bob", "cyd"], ["submission_metadata.yml"])


def test_a_few_names_like_canvass_do_not_make_it_canvass(tmp_path: Path) -> None:
    plain_class(tmp_path, "ada", "bob", "eve_1_2_work")
    assert layout(tmp_path) == ("plain", ["ada", "bob", "eve_1_2_work"], [])


def test_thirty_faked_folders_in_one_do_not_decide_either(tmp_path: Path) -> None:
    plain_class(tmp_path)
    for number in range(30):
        as_folder(tmp_path / "submitted" / f"s{number}", "ps1", WORK)
    with pytest.raises(BatchError, match=r"30 of 33 entries fit nbgrader's .* --system plain"):
        read_export(tmp_path)
    assert len(read_export(tmp_path, system="plain").turn_ins) == 4
    assert len(read_export(tmp_path, system="nbgrader").turn_ins) == 30


# --- one odd entry among many ------------------------------------------------------------------
def moodle(folder: Path, number: int) -> None:
    as_folder(folder, f"Student {number}_{number}_assignsubmission_file_", WORK)


def canvas(folder: Path, number: int) -> None:
    as_zip(folder, f"student{number}_{number}_{number}_work", WORK)


def stamped(folder: Path, number: int) -> None:
    stamp = {"timestamp.txt": b"2026-03-02 09:30:00 UTC"}
    as_folder(folder / f"student-{number}", "ps1", WORK | stamp)


@pytest.mark.parametrize(
    ("system", "add"), [("moodle", moodle), ("canvas", canvas), ("nbgrader", stamped)]
)
def test_of_five_entries_one_may_be_odd_and_is_named_and_of_four_none(
    system: str, add: object, tmp_path: Path
) -> None:
    assert callable(add)
    for number in (1, 2, 3):
        add(tmp_path, number)
    assert layout(tmp_path)[0] == system
    as_zip(tmp_path, "stray", WORK)
    with pytest.raises(BatchError, match=f"3 of 4 entries fit .*say --system {system} or --sys"):
        read_export(tmp_path)
    add(tmp_path, 4)
    found = layout(tmp_path)
    assert (found[0], len(found[1]), found[2]) == (system, 4, ["stray.zip"])


def test_a_course_of_nbgraders_is_recognised_with_its_own_folders_beside(tmp_path: Path) -> None:
    for student in ("ada", "bob"):
        as_folder(tmp_path / "submitted" / student, "ps1", WORK)
    for own in ("source", "release", "autograded"):
        (tmp_path / own).mkdir()
    (tmp_path / "gradebook.db").touch()
    system, found, left_out = layout(tmp_path)
    assert (system, found) == ("nbgrader", ["ada", "bob"])
    assert left_out == ["autograded", "gradebook.db", "release", "source"]


def test_what_an_nbgrader_assignment_lacks_is_named(tmp_path: Path) -> None:
    for student in ("ada", "bob"):
        as_folder(tmp_path / "submitted" / student, "ps1", WORK)
    as_folder(tmp_path / "submitted" / "cyd", "ps2", WORK)
    export = read_export(tmp_path, assignment="ps1")
    assert [(out.name, out.refused) for out in export.left_out] == [("submitted/cyd", False)]


def test_a_time_stamp_that_is_a_pipe_holds_nobody_up(tmp_path: Path) -> None:
    as_folder(tmp_path / "submitted" / "ada", "ps1", WORK)
    os.mkfifo(tmp_path / "submitted" / "ada" / "ps1" / "timestamp.txt")
    (turn_in,) = read_export(tmp_path).turn_ins
    assert turn_in.time is None


# --- links -------------------------------------------------------------------------------------
LINKED = {
    "plain": "eve",
    "moodle": "Eve_9_assignsubmission_file_",
    "canvas": "eve_9_9_work.zip",
    "gradescope": "submission_9",
    "nbgrader": "submitted/eve",
    "nbgrader, below": "submitted/eve/ps1",
}


def class_of(system: str, folder: Path, secret: Path) -> None:
    """A class of two in which the second is a link to the solutions."""
    eve = folder / LINKED[system]
    eve.parent.mkdir(parents=True, exist_ok=True)
    match system.partition(",")[0]:
        case "plain":
            as_zip(folder, "ada", WORK)
        case "moodle":
            moodle(folder, 1)
        case "canvas":
            canvas(folder, 1)
            secret = secret / "work.zip"
        case "gradescope":
            as_folder(folder, "submission_1", WORK)
            (folder / "submission_metadata.yml").write_text("submission_1: {}\nsubmission_9: {}\n")
        case "nbgrader":
            as_folder(folder / "submitted" / "ada", "ps1", WORK)
            secret = secret / "course" if system == "nbgrader" else secret
    eve.symlink_to(os.path.relpath(secret, eve.parent))


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """The solutions, in every shape that a link may lead to."""
    as_folder(tmp_path, "solutions", {"forward.py": b"right"})
    as_zip(tmp_path / "solutions", "work", {"forward.py": b"right"})
    as_folder(tmp_path / "solutions" / "course", "ps1", {"forward.py": b"right"})
    return tmp_path / "solutions"


@pytest.mark.parametrize("system", LINKED)
def test_a_link_is_refused_by_name_wherever_a_submission_is_looked_for(
    system: str, tmp_path: Path, secret: Path
) -> None:
    home = tmp_path / "class"
    class_of(system, home, secret)
    export = read_export(home)
    assert export.system == system.partition(",")[0]
    assert len(export.turn_ins) == 1
    refused = [(out.name, out.why) for out in export.left_out if out.refused]
    name = LINKED[system].removesuffix("/ps1")
    assert refused == [(name, "a link; --follow-links has links followed")]


@pytest.mark.parametrize("system", LINKED)
def test_with_follow_links_a_link_is_what_it_leads_to(
    system: str, tmp_path: Path, secret: Path
) -> None:
    home = tmp_path / "class"
    class_of(system, home, secret)
    export = read_export(home, follow_links=True)
    contents = [open_turn_in(turn_in).files["forward.py"] for turn_in in export.turn_ins]
    assert sorted(contents) == [b"right", WORK["forward.py"]]


@pytest.mark.parametrize(
    "name", ["eve.ipynb", "eve_9_9_forward.py", "eve_9_assignsubmission_file_forward.py"]
)
def test_single_files_are_links_that_can_be_followed_too(name: str, tmp_path: Path) -> None:
    home = tmp_path / "class"
    home.mkdir()
    content = notebook(code("x = 1")) if name.endswith(".ipynb") else b"x = 1"
    (tmp_path / f"kept.{name.rpartition('.')[2]}").write_bytes(content)
    (home / name).symlink_to(f"../kept.{name.rpartition('.')[2]}")
    (turn_in,) = read_export(home, follow_links=True).turn_ins
    assert open_turn_in(turn_in).left_out == ()


def test_a_link_that_leads_nowhere_is_left_out(tmp_path: Path) -> None:
    plain_class(tmp_path)
    (tmp_path / "eve.zip").symlink_to("nowhere.zip")
    (tmp_path / "loop").symlink_to("loop")
    export = read_export(tmp_path, follow_links=True)
    assert [(out.name, out.why) for out in export.left_out] == [
        ("eve.zip", "a link that leads nowhere"), ("loop", "a link that leads nowhere"),
    ]  # fmt: skip


def test_an_attempt_that_is_a_link_is_not_followed(tmp_path: Path, secret: Path) -> None:
    home = tmp_path / "class"
    as_folder(home / "eve", "attempt-1", WORK)
    (home / "eve" / "attempt-2").symlink_to(secret)
    (turn_in,) = read_export(home).turn_ins
    submission = open_turn_in(turn_in)
    assert b"right" not in submission.files.values()
    assert "attempt-2: a symbolic link" in submission.left_out


@pytest.mark.parametrize("place", ["eve/work", "eve/work/ps1"])
def test_a_list_does_not_lead_through_a_students_link(
    tmp_path: Path, secret: Path, place: str
) -> None:
    as_folder(tmp_path, "ada", WORK)
    (tmp_path / "eve").mkdir()
    (tmp_path / "eve" / "work").symlink_to(secret / "course")
    (tmp_path / "list.csv").write_text(f"student,path\nada,ada\neve,{place}\n")
    export = read_export(tmp_path / "list.csv")
    assert [turn_in.name for turn_in in export.turn_ins] == ["ada"]
    (out,) = export.left_out
    assert (out.name, out.refused) == ("line 3: eve", True)
    assert out.why == f"{place}: a link; --follow-links has links followed"
    assert len(read_export(tmp_path / "list.csv", follow_links=True).turn_ins) == 2


def test_a_class_of_nothing_but_links_says_so(tmp_path: Path, secret: Path) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "eve").symlink_to(secret)
    with pytest.raises(BatchError, match=r"no submission in it.*'eve': a link; --follow-links"):
        read_export(tmp_path / "class")


# --- everything is accounted for ---------------------------------------------------------------
STEMS = st.sampled_from(
    ["ada", "Ada", "a\u200bda", "ada.zip", "ada-attempt-1", "ada-attempt-2", "attempt-1",
     "submitted", "forward", "timestamp", ".hidden", "x_1_2_forward", "x_1_2_work", "x_1_3_work",
     "Eve_9_assignsubmission_file_", "Eve_9_assignsubmission_file_work",
     "Eve_9_assignsubmission_onlinetext_", "submission_7", "submission_metadata", "\udcff"]
)  # fmt: skip
SHAPES = st.sampled_from(
    ["folder", "wrapped", "attempts", "zip", "tar", ".py", ".yml", ".ipynb", "link", "stamped"]
)


def add(home: Path, name: str, shape: str) -> None:
    match shape:
        case "folder":
            as_folder(home, name, WORK)
        case "wrapped":
            as_folder(home / name, "work", WORK)
        case "attempts":
            as_folder(home / name, "attempt-1", WORK)
            as_zip(home / name, "attempt-1", WORK)
        case "zip":
            as_zip(home, name, WORK)
        case "tar":
            as_tar(home, name, WORK)
        case "stamped":
            as_folder(home / name, "ps1", {"timestamp.txt": b"2026-03-02"})
        case "link":
            (home / name).symlink_to(home)
        case _:
            (home / f"{name}{shape}").write_text("{}")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(STEMS, SHAPES), min_size=1, max_size=7, unique=True),
    st.sampled_from([None, *SYSTEMS]),
    st.sampled_from(["last", "best"]),
    st.booleans(),
)
def test_results_and_what_is_left_out_add_up_to_the_entries_of_any_folder(
    members: list[tuple[str, str]], system: str | None, attempts: str, within: bool
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / ("submitted" if within else "class")
        home.mkdir()
        for name, shape in members:
            taken = home / name, home / f"{name}.zip"  # a folder may be called ada.zip
            if not any(map(os.path.lexists, taken)):
                add(home, name, shape)
        try:
            export = read_export(home, system=system)
        except BatchError:
            return  # nothing was read, and an error says so
        course = COURSE.model_copy(update={"attempts": attempts})
        matched = match_roster(export, course)
        counting = {handed.name for handed in matched.counting(lambda handed: 0.0)}
        behind = {e for t in export.turn_ins if t.name in counting for e in t.entries}
        out = [o.name for o in (*export.left_out, *matched.passed_over(counting))]
        assert not behind & set(out)
        assert max(Counter(out).values(), default=1) == 1
        entries = set(os.listdir(home))
        if export.system == "nbgrader" and not within and "submitted" in entries:
            entries |= {f"submitted/{name}" for name in os.listdir(home / "submitted")}
            entries -= {"submitted"}
        assert behind | set(out) == entries == export.entries
        works = {(t.name, t.path, t.parts) for t in export.turn_ins}
        assert len({name for name, _, _ in works}) == len(works)
