"""Classes for the tests of pages and regrades: folders of grades, hostile and large ones too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from fixed_grades import FIXED

from grader.results import classbook
from grader.results.classbook import Entry, LeftOut, Student
from grader.results.verdict import Grade

RIGHT, WRONG, UNJUDGED, NOTHING = (
    FIXED[name] for name in ("full-marks", "one-mistake", "not-judged", "not-begun")
)

HOSTILE_NAMES = (
    "<script>document.title = 'owned'</script>",
    "\u202eevil \u2066name",
    "=cmd|' /C calc'!A1",
    '"><img src=x onerror="document.title=1">',
    "{{ 7 * 7 }}",
    "</details></script><style>*{display:none}</style>",
    "\x1b[31mred\x00",
)
HOSTILE_IDS = ("../../etc/passwd", "a/b", "..", "Ada", "ada", "CON", "\u202ex", "x" * 300, "")


def document(grade: Grade, submission: str, seconds: float = 1.0) -> dict[str, Any]:
    return replace(grade, submission=submission, seconds=seconds).to_json()


def entry(id_: str, grade: Grade | None = RIGHT, name: str = "", **more: Any) -> Entry:
    student = Student(id_, name or f"Student {id_}", f"{id_}@uni.edu", "A")
    if grade is None:
        return Entry(student, "", None, **more)
    return Entry(student, id_, document(grade, id_), **more)


def small_class() -> list[Entry]:
    """One of each: right, wrong, late and alike, not judged, missing, of nobody known, broken."""
    return [
        entry("ada"),
        entry("bob", WRONG),
        entry("cid", WRONG, late_days=2.0, penalty=0.2, identical_to=("bob",)),
        entry("dee", UNJUDGED),
        entry("eve", None),
        Entry(None, "stranger", document(RIGHT, "stranger"), notes=("on no roster",)),
        entry(
            "zoe", NOTHING, notes=("zoe.zip: broken; pack it again",), unreadable="zoe.zip: broken"
        ),
    ]


def class_to_look_at() -> list[Entry]:
    """What needs a person besides: two rivals, a name that deceives, work that was hardly found."""
    found = {**document(NOTHING, "fay"), "needs_look": ["2 of 7 files were found in it"]}
    twin = ("its name holds what cannot be seen: a\\u200bda",)
    return [
        *small_class(),
        entry("gus", WRONG, rivals=("gus.zip",)),
        Entry(entry("gus").student, "gus.zip", document(RIGHT, "gus.zip"), rivals=("gus",)),
        Entry(entry("fay").student, "fay", found),
        Entry(Student("a\u200bda"), "a\u200bda", document(RIGHT, "a\u200bda"), notes=twin),
    ]


LEFT_OUT = (
    LeftOut("hal.zip", "a link; --follow-links has links followed", refused=True),
    LeftOut("<b>notes</b>.txt", "no folder, archive or notebook"),
    LeftOut("ivy-attempt-1.zip", "another attempt counts: ivy-attempt-2"),
)


def hostile_class() -> list[Entry]:
    """Names and ids that try to be markup, formulas, paths and each other."""
    named = [entry(f"h{i}", WRONG, name) for i, name in enumerate(HOSTILE_NAMES)]
    known = [entry(id_, WRONG) for id_ in HOSTILE_IDS]
    return [*named, *known]


def large_class(size: int) -> list[Entry]:
    """Every third is wrong, in several ways."""
    grades = (RIGHT, RIGHT, WRONG)
    return [entry(f"s{i:05}", grades[i % 3], f"Firstname{i} Lastname{i}") for i in range(size)]


def written(folder: Path, entries: Sequence[Entry], left_out: Sequence[LeftOut] = ()) -> Path:
    """A folder of grades with these entries."""
    folder.mkdir(parents=True, exist_ok=True)
    classbook.write(folder, entries, left_out)
    return folder
