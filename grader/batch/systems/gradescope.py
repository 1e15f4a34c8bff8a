"""Gradescope's export: `submission_NUMBER/` folders beside `submission_metadata.yml`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from grader.batch.systems.looking import Look
from grader.batch.turnin import Person, TurnIn, moment
from grader.errors import BatchError

METADATA = "submission_metadata.yml"
CALLED = f"Gradescope's export (submission_NUMBER beside {METADATA})"

_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _RubyLoader(_SafeLoader):  # type: ignore[misc]
    """Safe YAML in which Ruby's own mappings and symbols are plain ones."""


def _plain(loader: Any, tag: str, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)


_RubyLoader.add_multi_constructor("!ruby/", _plain)


def fits(entry: os.DirEntry[str]) -> bool:
    """Whether it is named as Gradescope names the folder of a submission."""
    return re.fullmatch(r"submission_\d+", entry.name) is not None


def turn_ins(look: Look) -> list[TurnIn]:
    """One for each submitter of each submission: a group hands in one for all of its members.

    Raises:
        BatchError: the metadata cannot be read.
    """
    left_out = {out.name for out in look.left_out}
    found = []
    for name, record in _records(look.folder / METADATA):
        people = [p for p in _field(record, "submitters") or [] if isinstance(p, dict)]
        for person in people or [{}] if name not in left_out else ():
            found.append(_turn_in(look.folder, name, record, person))
    return found


def why(look: Look, name: str) -> str:
    """Why an entry is in no submission."""
    return "who handed in what" if name == METADATA else f"{METADATA} does not name it"


def _turn_in(folder: Path, name: str, record: dict[Any, Any], person: dict[Any, Any]) -> TurnIn:
    said = {field: str(_field(person, field) or "") for field in ("sid", "email", "name")}
    ids = tuple(text for text in said.values() if text) or (name,)
    history = _field(record, "history")
    return TurnIn(
        name=name,
        person=Person(ids, said["name"], said["email"]),
        path=folder / name,
        attempt=1 + len(history) if isinstance(history, list) else 1,
        time=_time(_field(record, "created_at")),
        entries=(name,),
    )


def _records(path: Path) -> Iterator[tuple[str, dict[Any, Any]]]:
    try:
        with path.open("rb") as file:
            document = yaml.load(file, Loader=_RubyLoader)
    except OSError as error:
        raise BatchError(f"{path}: cannot be read: {error.strerror}; check its rights") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        what = " ".join(str(error).split())[:200]
        raise BatchError(f"{path}: is not YAML: {what}; export it from Gradescope again") from None
    if not isinstance(document, dict):
        raise BatchError(f"{path}: holds no submissions; export it from Gradescope again")
    for name, record in document.items():
        # SECURITY: a name with a way in it would have files outside the export graded.
        if isinstance(record, dict) and Path(str(name)).name == str(name) != "..":
            yield str(name), record


def _field(record: dict[Any, Any], name: str) -> Any:
    """A field by its name, which Ruby writes with a colon before it."""
    return record.get(f":{name}", record.get(name))


def _time(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return moment(value) if isinstance(value, str) else None
