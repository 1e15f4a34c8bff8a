"""The records of exercises, and what completes them.

What a variant of the course that mnist-grade comes with leaves out is as it is there; what a
course of one's own leaves out of a short record follows from its solution.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from grader.course.checks import inferred_checks
from grader.course.plain_yaml import read_document, shortened
from grader.course.shipped import CourseFolder, shipped

# What an exercise is to others, and what a check of kind `predictions` asks: a course.yaml that
# says nothing of them has them as they are here.
RELATIONS = ("kind", "builds_on", "uses", "alone", "stand_in")
QUESTION = ("asks", "words", "right", "orders", "least", "experiment", "look")


@cache
def shipped_records() -> dict[str, dict[str, Any]]:
    """The record of each exercise that mnist-grade comes with, as it is written, in their order."""
    records = read_document(shipped("course.yaml"))["exercises"]
    return {record["id"]: record for record in records}


def shipped_exercises() -> tuple[str, ...]:
    """The ids of the exercises that mnist-grade comes with, in their course's order."""
    return tuple(shipped_records())


def files_of(folder: CourseFolder) -> dict[str, str]:
    """The file of each exercise of a course, by its id."""
    records = read_document(folder.record)["exercises"]
    return {record["id"]: record.get("file", f"{record['id']}.py") for record in records}


def key_of(check: str) -> str:
    """`second-backward` is answered under `second_backward`."""
    return check.replace("-", "_")


def completed(record: Any, folder: CourseFolder) -> Any:
    """A record with all that it leaves out; what is no record as it is.

    Raises:
        CourseError: its solution cannot be read.
    """
    name = record.get("id") if isinstance(record, dict) else None
    if not isinstance(name, str):
        return record
    if not folder.package:
        return _with_inferred_checks({"file": f"{name}.py"} | record, folder)
    return _as_shipped(record, shipped_records().get(name, {}))


def _with_inferred_checks(record: dict[str, Any], folder: CourseFolder) -> dict[str, Any]:
    """With a check for each function, of equal points, where the record has points alone."""
    points, file = record.get("points"), record["file"]
    if "checks" in record or points is None or not isinstance(file, str):
        return record
    if isinstance(points, bool) or not isinstance(points, int | float):
        raise ValueError(f"points: should be a number (it is {shortened(points)}); write one")
    names = inferred_checks(folder, file)
    if not names and (folder.solutions / file).is_file():
        raise ValueError(
            f"no function or class in solutions/{file} holds lines of its own between the marks; "
            "write the solution there, or give the record checks of its own"
        )
    checks = {check: {"points": points / len(names)} for check in names}
    return {k: v for k, v in record.items() if k != "points"} | {"checks": checks}


def _as_shipped(record: dict[str, Any], shipped: dict[str, Any]) -> dict[str, Any]:
    """With the relations and questions of the course that mnist-grade comes with."""
    whole = _taken(shipped, RELATIONS) | record
    checks, known = whole.get("checks"), shipped.get("checks", {})  # none for one of their own
    if whole.get("kind") == "predictions" and isinstance(checks, dict):
        whole["checks"] = {
            check: _taken(known.get(check, {}), QUESTION) | item if isinstance(item, dict) else item
            for check, item in checks.items()
        }
    return whole


def _taken(record: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: record[field] for field in fields if field in record}
