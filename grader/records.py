"""The records of the exercises that mnist-grade comes with: they complete those of a course."""

from __future__ import annotations

from functools import cache
from typing import Any

from grader.plain_yaml import read_document
from grader.shipped import shipped

# What an exercise is to others, and what a check of kind `predictions` asks: a course.yaml that
# says nothing of them has them as they are here.
RELATIONS = ("kind", "builds_on", "uses", "alone", "stand_in")
QUESTION = ("asks", "words", "right", "orders", "least")


@cache
def shipped_records() -> dict[str, dict[str, Any]]:
    """The record of each exercise that mnist-grade comes with, as it is written, in their order."""
    records = read_document(shipped("course.yaml"))["exercises"]
    return {record["id"]: record for record in records}


def shipped_exercises() -> tuple[str, ...]:
    """The ids of the exercises that mnist-grade comes with, in their course's order."""
    return tuple(shipped_records())


def shipped_questions() -> tuple[str, ...]:
    """The questions of its predictions, by the keys under which they are answered."""
    asking = (r for r in shipped_records().values() if r.get("kind") == "predictions")
    return tuple(key_of(check) for record in asking for check in record["checks"])


def shipped_stand_ins() -> frozenset[str]:
    """The files that can be replaced where they are wrong or missing."""
    return frozenset(r["file"] for r in shipped_records().values() if r.get("stand_in"))


def key_of(check: str) -> str:
    """`second-backward` is answered under `second_backward`."""
    return check.replace("-", "_")


def completed(record: Any) -> Any:
    """A record with what it leaves out of its relations and questions; others as they are."""
    name = record.get("id") if isinstance(record, dict) else None
    shipped = shipped_records().get(name) if isinstance(name, str) else None
    if shipped is None:
        return record
    whole = _taken(shipped, RELATIONS) | record
    checks = whole.get("checks")
    if whole.get("kind") == "predictions" and isinstance(checks, dict):
        whole["checks"] = {
            check: _taken(shipped["checks"].get(check, {}), QUESTION) | item
            if isinstance(item, dict)
            else item
            for check, item in checks.items()
        }
    return whole


def _taken(record: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: record[field] for field in fields if field in record}
