"""Taking one person out of a folder of grades: results, decisions, pages and stored grades."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from grader.batch.store import Store, local_url
from grader.errors import BatchError
from grader.results import classbook
from grader.results.classbook import Document, Entry, LeftOut
from grader.results.names import legible, meant
from grader.results.overrides import forget_decisions

# What exports leave beside the results: they name people, and are easily made again.
EXPORTED = ("canvas.csv", "moodle.csv", "mail.csv", "explanations.csv", "pseudonyms.csv",
            "pseudonyms.jsonl")  # fmt: skip
EXPORTED_ZIPS = ("canvas-feedback.zip", "moodle-feedback.zip")
_AT_LEAST = 3  # characters of a name that is looked for in words about others


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was taken out: submissions, decisions by hand, stored grades, and files."""

    submissions: tuple[str, ...]
    decisions: int
    stored: int
    files: tuple[str, ...]


def forget(folder: Path, student: str, store_url: str | None = None) -> Forgotten:
    """Take a person out of a folder of grades; what exports have left there goes too.

    What others handed in stays, also where it is the same: a stored grade that is theirs as well is
    kept. What lies in the class's folder is no business of this.

    Raises:
        BatchError: nobody of that id is there, or the store cannot be used.
        ClassbookError: the folder cannot be used.
    """
    entries = [*classbook.read(folder)]
    gone = [e for e in entries if student in (e.key, legible(e.key)) or e.key == meant(student)]
    if not gone:
        raise BatchError(f"{folder}: there is nobody of the id {student!r}; grades.csv has the ids")
    names = {name for e in gone for name in (e.submission, *e.handed_in, e.key) if name}
    kept = [_without(e, names) for e in entries if e not in gone]
    left_out = [_left(out, names) for out in classbook.read_left_out(folder)]
    stored = _forget_stored(store_url or _local(folder), gone, kept)
    decisions = forget_decisions(folder, {e.key for e in gone})
    classbook.write(folder, kept, [out for out in left_out if out is not None])
    submissions = tuple(e.submission for e in gone if e.submission)
    return Forgotten(submissions, decisions, stored, tuple(_remove_exports(folder)))


def _without(entry: Entry, names: set[str]) -> Entry:
    """An entry of somebody else, in which nothing names who is gone."""
    return replace(
        entry,
        identical_to=tuple(name for name in entry.identical_to if name not in names),
        rivals=tuple(name for name in entry.rivals if name not in names),
        notes=tuple(note for note in entry.notes if not _names_any(note, names)),
    )


def _left(out: LeftOut, names: set[str]) -> LeftOut | None:
    if out.name in names:
        return None
    return None if _names_any(out.why, names) else out


def _names_any(words: str, names: Iterable[str]) -> bool:
    return any(len(name) >= _AT_LEAST and legible(name) in words for name in names)


def _local(folder: Path) -> str | None:
    return local_url(folder) if (folder / "grades.db").is_file() else None


def _forget_stored(url: str | None, gone: Iterable[Entry], kept: Iterable[Entry]) -> int:
    """How many stored grades were of nobody else; they know no name, but their content."""
    if url is None:
        return 0
    theirs = {_content(e.document) for e in gone if e.document}
    theirs -= {_content(e.document) for e in kept if e.document}
    with Store.open(url) as store:
        return store.forget(lambda stored: _stored_content(stored) in theirs)


def _stored_content(stored: bytes) -> str:
    return _content(json.loads(zlib.decompress(stored)))


def _content(document: Document) -> str:
    return json.dumps({**document, "submission": ""}, sort_keys=True)


def _remove_exports(folder: Path) -> Iterator[str]:
    """Remove what exports wrote; pages are written anew by whoever asked."""
    made = [folder / name for name in (*EXPORTED, *EXPORTED_ZIPS)]
    for path in (*made, *(folder / "gradescope").glob("*.json")):
        if path.is_file():
            path.unlink()
            yield path.relative_to(folder).as_posix()
