"""The people of a class: who is missing, which attempt counts, and what lateness costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.batch.lateness import lateness
from grader.batch.matching import Matched, match_roster
from grader.batch.roster import Roster, read_roster
from grader.batch.turnin import Export, Person, TurnIn
from grader.course.course import Course, load_course
from grader.course.settings import LatePolicy
from grader.errors import BatchError

DUE = datetime(2026, 3, 2, 12, tzinfo=UTC)
HEAD = "id,name,email,section,extension_days,canvas\n"


@pytest.fixture
def course() -> Course:
    return load_course(Path(__file__).parent / "courses" / "quick.yaml")


def roster_of(tmp_path: Path, content: str, encoding: str = "utf-8") -> Roster:
    (tmp_path / "roster.csv").write_text(content, encoding=encoding)
    return read_roster(tmp_path / "roster.csv")


def turn_in(*ids: str, attempt: int = 1, time: datetime | None = None, name: str = "") -> TurnIn:
    called = f"{ids[0]}-{attempt}"
    return TurnIn(called, Person(ids, name), Path(called), attempt=attempt, time=time)


# --- the roster --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "person",
    [
        Person(("s1",)),
        Person(("S1",)),
        Person(("9001",)),
        Person(("submission_7",), "", "Ada@Example.org"),
        Person(("4711", "Ada Lovelace")),
        Person(("4711", "lovelaceada")),
    ],
    ids=["id", "other case", "canvas id", "email", "name", "name as Canvas squeezes it"],
)
def test_a_student_is_found_by_any_of_their_ids(person: Person, tmp_path: Path) -> None:
    roster = roster_of(tmp_path, HEAD + "s1,Ada Lovelace,ada@example.org,A,2,9001\ns2,Bob,,,,\n")
    assert [student.id for student in roster.find(person)] == ["s1"]
    assert roster.extensions == {"s1": 2.0, "s2": 0.0}
    assert roster.students[0].lms == {"canvas": "9001"}


def test_ids_that_lead_to_two_students_are_settled_by_the_name_or_not_at_all(
    tmp_path: Path,
) -> None:
    roster = roster_of(tmp_path, HEAD + "1,Ada,,,,2\n2,Bob,,,,7\n")
    assert {s.id for s in roster.find(Person(("2",)))} == {"1", "2"}
    assert [s.id for s in roster.find(Person(("2", "Bob")))] == ["2"]


def test_a_name_that_two_students_share_finds_nobody(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, HEAD + "1,Ada,,,,\n2,Ada,,,,\n")
    assert roster.find(Person(("x", "Ada"))) == ()


def test_a_spreadsheets_own_csv_is_read(tmp_path: Path) -> None:
    content = 'ID;Name;Extension days\ns1;"Lovelace; Ada";1,5\n\n;;\n'
    roster = roster_of(tmp_path, content, "utf-8-sig")
    assert roster.students[0].name == "Lovelace; Ada"
    assert roster.extensions == {"s1": 1.5}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("name,email\nAda,a@b\n", "line 1: has no column 'id'; its columns are: name, email"),
        ("id,sectoin\ns1,A\n", "line 1: column 'sectoin': did you mean 'section'?"),
        ("id,id\ns1,s1\n", "line 1: the column 'id' stands there twice"),
        ("id,name\n,Ada\n", "line 2: id is empty; fill it in, or remove the line"),
        ("id\ns1\ns2\nS1\n", "line 4: id is 'S1'; it stands in line 2 too; keep one"),
        ("id,email\n1,a@b\n2,A@B\n", "line 3: email is 'A@B'; it stands in line 2 too"),
        ("id,canvas_id\n1,7\n2,7\n", "line 3: canvas_id is '7'; it stands in line 2 too"),
        ("id,extension_days\n1,soon\n", "line 2: extension_days is 'soon'; write a number"),
        ("id,extension_days\n1,nan\n", "line 2: extension_days is 'nan'; write a number"),
        ("id,extension_days\n1,-1\n", "line 2: extension_days is '-1'; write a number"),
        ('id,name\n1,"Ada\n', "is not CSV"),
        ("id\n", "holds no student"),
        ("", "is empty"),
    ],
)
def test_a_mistake_in_a_roster_is_named_with_line_and_remedy(
    content: str, complaint: str, tmp_path: Path
) -> None:
    with pytest.raises(BatchError) as error:
        roster_of(tmp_path, content)
    assert complaint in str(error.value)
    assert "roster.csv" in str(error.value)


def test_a_roster_in_another_encoding_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="is not UTF-8 at byte 12; save it as CSV UTF-8"):
        roster_of(tmp_path, "id,name\ns1,Jürgen\n", "latin-1")


# --- who, and who not --------------------------------------------------------------------------
def ids(matched: Matched) -> list[str | None]:
    return [h.student.id if h.student else None for h in matched.to_grade]


def test_who_is_missing_and_who_is_unknown_is_listed(course: Course, tmp_path: Path) -> None:
    roster = roster_of(tmp_path, HEAD + "s1,,,,,\ns2,,,,,\n")
    matched = match_roster(Export("plain", [turn_in("s2"), turn_in("eve")]), course, roster)
    assert [student.id for student in matched.missing] == ["s1"]
    assert [handed.turn_in.name for handed in matched.unknown] == ["eve-1"]
    assert matched.unknown[0].notes == ("'eve' is not in the roster",)
    assert ids(matched) == [None, "s2"]


def test_without_a_roster_everybody_is_who_the_system_says(course: Course) -> None:
    matched = match_roster(Export("plain", [turn_in("s2", name="Ada")]), course)
    student = matched.to_grade[0].student
    assert student is not None
    assert (student.id, student.name) == ("s2", "Ada")
    assert (matched.missing, matched.unknown) == ([], [])


@pytest.mark.parametrize("order", [1, -1])
def test_the_last_attempt_counts_by_its_number(course: Course, order: int) -> None:
    handed = [turn_in("s1", attempt=n) for n in (1, 2, 10)][::order]
    assert [h.turn_in.attempt for h in match_roster(Export("plain", handed), course).to_grade] == [
        10
    ]


def test_the_last_attempt_counts_by_its_time_before_its_number(course: Course) -> None:
    late, early = DUE + timedelta(hours=1), DUE
    handed = [turn_in("s1", attempt=1, time=late), turn_in("s1", attempt=2, time=early)]
    assert [h.turn_in.attempt for h in match_roster(Export("plain", handed), course).to_grade] == [
        1
    ]


def test_for_the_best_attempt_all_are_graded_and_the_earliest_best_one_counts(
    course: Course,
) -> None:
    best = course.model_copy(update={"attempts": "best"})
    handed = [turn_in("s1", attempt=n) for n in (1, 2, 3, 4)]
    matched = match_roster(Export("plain", handed), best)
    assert len(matched.to_grade) == 4
    points = {1: 10.0, 2: 90.0, 3: 90.0, 4: 0.0}
    (counts,) = matched.counting(lambda h: points[h.turn_in.attempt])
    assert counts.turn_in.attempt == 2


# --- lateness ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("hours", "extension", "policy", "days", "penalty"),
    [
        (-5, 0, {"per_day": 0.1}, 0, 0),
        (0, 0, {"per_day": 0.1}, 0, 0),
        (0.001, 0, {"per_day": 0.1}, 1, 0.1),
        (24, 0, {"per_day": 0.1}, 1, 0.1),
        (25, 0, {"per_day": 0.1}, 2, 0.2),
        (72, 0, {"per_day": 0.1}, 3, 0.3),
        (25, 1, {"per_day": 0.1}, 1, 0.1),
        (25, 1.5, {"per_day": 0.1}, 0, 0),
        (47, 0, {"per_day": 0.1, "grace_days": 1}, 2, 0.1),
        (24, 0, {"per_day": 0.1, "grace_days": 1}, 1, 0),
        (24 * 30, 0, {"per_day": 0.1, "most": 0.5}, 30, 0.5),
        (24 * 30, 0, {"per_day": 0.1}, 30, 1),
    ],
)
def test_started_days_cost_their_share(
    hours: float, extension: float, policy: dict[str, float], days: int, penalty: float
) -> None:
    handed = turn_in("s1", time=DUE + timedelta(hours=hours))
    late = lateness(handed, DUE, LatePolicy(**policy), extension)
    assert (late.days, late.penalty) == (days, penalty)


def test_the_zone_of_a_deadline_counts() -> None:
    berlin = datetime.fromisoformat("2026-03-02T13:00:00+01:00")
    assert lateness(turn_in("s1", time=DUE), berlin, LatePolicy(per_day=0.1)).days == 0


def test_a_systems_own_mark_counts_as_one_day_and_says_so() -> None:
    marked = TurnIn("s1", Person(("s1",)), Path("s1"), late=True)
    late = lateness(marked, DUE, LatePolicy(per_day=0.1))
    assert (late.days, late.penalty) == (1, 0.1)
    assert "counted as one day" in late.notes[0]
    assert lateness(marked, DUE, LatePolicy(per_day=0.1), extension=1).penalty == 0


def test_where_no_time_is_known_nothing_is_taken_off_and_that_is_said() -> None:
    late = lateness(turn_in("s1"), DUE, LatePolicy(per_day=0.1))
    assert (late.penalty, late.notes) == (
        0, ("when it was handed in is not known",),
    )  # fmt: skip
    assert lateness(turn_in("s1"), None, LatePolicy(per_day=0.1)).notes == ()


# Headers as public files have them; the rows are made up.
EXPORTED = {
    "Canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,Training step (4711)\n"
        '"    Points Possible",,,,,100\n'
        '"Lovelace, Ada",71,u1,ada,Monday,\n"Student, Test",99,,,Monday,\n'
        '"Babbage, Charles",72,u2,,Tuesday,\n'
    ),
    "Moodle's participants": (
        "First name,Last name,ID number,Email address,Groups\n"
        "Ada,Lovelace,ada,ada@x.edu,Monday\nCharles,Babbage,u2,cb@x.edu,\n"
    ),
    "Moodle's grades": (
        "First name;Surname;ID number;Institution;Department;Email address;Quiz\n"
        "Ada;Lovelace;ada;;;ada@x.edu;1,5\nCharles;Babbage;u2;;;cb@x.edu;-\n"
    ),
    "Gradescope": (
        "First Name,Last Name,SID,Email,Role,Section\n"
        "Ada,Lovelace,ada,ada@x.edu,Student,Monday\nGrace,Hopper,,gh@x.edu,Instructor,\n"
        "Charles,Babbage,u2,cb@x.edu,Student,\n"
    ),
    "nbgrader": "id,first_name,last_name,email\nada,Ada,Lovelace,\nu2,Charles,Babbage,\n",
}


@pytest.mark.parametrize("system", EXPORTED)
def test_a_roster_is_read_as_its_system_exports_it(system: str, tmp_path: Path) -> None:
    students = roster_of(tmp_path, EXPORTED[system]).students
    assert [student.id for student in students] == ["ada", "u2"]
    assert {"Ada", "Lovelace"} == set(students[0].name.replace(",", "").split())
    if system == "Canvas":
        assert students[0].lms == {"canvas": "71", "sis_user": "u1", "sis_login": "ada"}
        assert (students[0].section, students[1].section) == ("Monday", "Tuesday")


def test_a_student_is_found_by_whatever_id_the_exported_roster_has(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, EXPORTED["Canvas"])
    for ids in (("71", "lovelaceada"), ("u1",), ("nobody", "lovelaceada")):
        assert [s.id for s in roster.find(Person(ids, ids[-1]))] == ["ada"]


def test_a_header_that_is_nobodys_is_told_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match=r"Canvas \(student, id, section\); Moodle \(first_name"):
        roster_of(tmp_path, "Vorname,Nachname,E-Mail-Adresse\nAda,Lovelace,a@b\n")
