"""Results without names, for research: what the judge found, under pseudonyms.

A field is in it because it is named here: what a student wrote, or a file is called, is not.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.results.classbook import Entry
from grader.results.csv_cells import cell, write_rows
from grader.results.names import legible, meant
from grader.results.whole_file import whole_file

KEY_FILE = "pseudonyms.csv"
_DOCUMENT = (
    "schema", "grader", "course", "course_format", "course_digest", "dataset", "status", "score",
    "max_score",
)  # fmt: skip
_EXERCISE = ("id", "bonus", "score", "max_score", "passed")
_CHECK = ("id", "outcome", "passed", "score", "max_score", "visibility")
_FINDING = ("code", "severity", "line")


def pseudonyms(folder: Path, keys: Iterable[str]) -> dict[str, str]:
    """A pseudonym for each key: the same as last time, from a file that only you should keep."""
    path = folder / KEY_FILE
    known = dict(_known(path))
    for key in keys:
        if key not in known:
            known[key] = f"p-{secrets.token_hex(6)}"
    with whole_file(path) as file:
        write_rows(file, [("student", "pseudonym")])
        write_rows(file, ((cell(legible(key)), name) for key, name in known.items()))
    return known


def _known(path: Path) -> Iterator[tuple[str, str]]:
    import csv

    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                written = row["student"]
                plain = written[1:] if written.startswith("'") else written
                yield meant(plain), row["pseudonym"]


def results(entries: Iterable[Entry], names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The document of each submission that counts, of what may be passed on alone."""
    for entry in entries:
        if entry.document is not None and entry.counts:
            yield _document(entry, names[entry.key])


def _document(entry: Entry, name: str) -> dict[str, Any]:
    document = entry.decided
    training = document.get("training")
    return {
        "submission": name,
        **_taken(document, _DOCUMENT),
        "final": entry.final,
        "attempt": entry.attempt,
        "late_days": entry.late_days,
        "exercises": [_exercise(exercise) for exercise in document["exercises"]],
        "training": training and _taken(training, ("loss", "accuracy", "threshold")),
    }


def _exercise(exercise: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_taken(exercise, _EXERCISE),
        "checks": [_taken(check, _CHECK) for check in exercise["checks"]],
        "findings": [_taken(finding, _FINDING) for finding in exercise["findings"]],
    }


def _taken(record: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    return {field: record[field] for field in fields if field in record}
