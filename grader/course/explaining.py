"""What is wrong with a course.yaml, in a sentence that says which field and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from grader.course.plain_yaml import line_of, shortened
from grader.course.relations import fields_of

_REMEDIES = {
    "missing": "add it",
    "timezone_aware": "write it with its zone, as in 2026-12-01T18:00:00+01:00",
    "datetime_parsing": "write it as in 2026-12-01T18:00:00+01:00",
    "datetime_from_date_parsing": "write it as in 2026-12-01T18:00:00+01:00",
    "string_type": "put it in quotes",
    "string_pattern_mismatch": "mend its spelling",
}
_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "invalid_key": "is no name of a field",
    "model_type": "should be a mapping",
    "dict_type": "should be a mapping",
    "tuple_type": "should be a list",
    "datetime_parsing": "should be a real date and time",
    "datetime_from_date_parsing": "should be a real date and time",
    "too_short": "holds {actual_length} where {min_length} are asked for",
    "too_long": "holds {actual_length} where {max_length} are asked for",
}
_SPEAKS_FOR_ITSELF = {"missing", "extra_forbidden", "too_short", "too_long", "value_error"}


# What a pattern means, by the field that has one.
_SPELLED = {
    "id": "write small letters, digits and _, as in label_smoothing",
    "file": "write NAME.py or NAME.yaml in small letters, without a folder",
}


def explain(path: Path, document: object, error: ValidationError) -> str:
    """The first problem: file, line, field, what is wrong, what was given and what to do."""
    problems = error.errors(include_url=False)
    # A field that is misspelled is a missing one too: the spelling says more.
    first = min(problems, key=lambda problem: problem["type"] != "extra_forbidden")
    kind, location = first["type"], first["loc"]
    what = first["msg"].removeprefix("Value error, ")
    what = what.replace("Input should", "should", 1).replace("String should", "should", 1)
    what = _WORDS[kind].format(**first.get("ctx", {})) if kind in _WORDS else what
    field = ".".join(_steps(document, location)) + ": " if location else ""
    given = "" if kind in _SPEAKS_FOR_ITSELF else f" (it is {shortened(first['input'])})"
    remedy = _remedy(kind, str(location[-1]) if location else "")
    rest = f" ({len(problems) - 1} more after this one)" if len(problems) > 1 else ""
    line = line_of(path, location)
    return f"{path}: {f'line {line}: ' if line else ''}{field}{what}{given}{remedy}{rest}"


def _remedy(kind: str, field: str) -> str:
    if kind == "string_pattern_mismatch" and field in _SPELLED:
        return f"; {_SPELLED[field]}"
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(field[:100], sorted({*fields_of()}), 1)
        return f"; did you mean {near[0]}?" if near else "; remove it"
    return f"; {_REMEDIES[kind]}" if kind in _REMEDIES else ""


def _steps(document: object, location: tuple[int | str, ...]) -> Iterator[str]:
    """The way to a field in words: an exercise by its id, everything else as it is written."""
    here: Any = document
    for step in location:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(step, int):
            name = here.get("id") if isinstance(here, dict) else None
            yield name[:50] if isinstance(name, str) and name.isidentifier() else str(step + 1)
        elif step != "[key]":
            yield step[:50] if step.isprintable() else shortened(step)
