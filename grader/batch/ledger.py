"""What became of each turn-in: under which key its grade is kept, and who handed in the same."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grader.batch.matching import Handed, Matched
from grader.batch.store import Store
from grader.results.classbook import Entry

# So many of the others with the same files are named; the rest are counted.
MOST_NAMED = 10


@dataclass
class Ledger:
    """Digests in memory, documents in the store: some hundred bytes for each submission.

    Where `capped`, a bonus lifts no score above the full points.
    """

    store: Store
    capped: bool = False
    keys: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    groups: dict[str, list[Handed]] = field(default_factory=lambda: defaultdict(list))

    def note(self, handed: Handed, key: str, digest: str | None = None) -> None:
        """A turn-in was read; it has no digest where there was nothing in it."""
        name = handed.turn_in.name
        if digest is not None and name not in self.keys:
            self.digests[name] = digest
            self.groups[digest].append(handed)
        self.keys[name] = key

    def document(self, name: str) -> dict[str, Any] | None:
        """The contract's document under the submission's own name, if there is one yet."""
        found = self.store.get(self.keys[name]) if name in self.keys else None
        if found is None:
            return None
        document: dict[str, Any] = json.loads(zlib.decompress(found))
        document["submission"] = name
        return document

    def entries(self, matched: Matched) -> Iterator[Entry]:
        """What counts of each student by the submission's name, then those who are missing."""
        for handed in matched.counting(self._points):
            yield self._entry(handed)
        for student in matched.missing:
            yield Entry(student, "", None)

    def copies(self) -> int:
        """How many submissions have the very same files as another one."""
        groups = self.groups.values()
        return sum(len(group) for group in groups if len({h.who for h in group}) > 1)

    def _points(self, handed: Handed) -> float:
        return self._entry(handed).final or 0.0

    def _entry(self, handed: Handed) -> Entry:
        name = handed.turn_in.name
        group = self.groups.get(self.digests.get(name, ""), ())
        names = [other.turn_in.name for other in group if other.who != handed.who]
        same = [other for other in names if other != name]  # a group hands in one for all
        notes = handed.notes
        if len(same) > MOST_NAMED:
            notes += (f"{len(same)} others have the same files",)
        document, unreadable = self.document(name), ""
        if document and document["status"] == "failed":
            notes += (document["error"],)
        elif document and name not in self.digests:
            why = tuple(document["notes"]) or ("there is nothing in it",)
            notes, unreadable = notes + why, why[0].partition("; ")[0]  # the remedy is theirs
        return Entry(
            student=handed.student,
            submission=name,
            document=document,
            attempt=handed.turn_in.attempt,
            late_days=handed.lateness.days,
            penalty=handed.lateness.penalty,
            identical_to=tuple(same[:MOST_NAMED]),
            notes=notes,
            unreadable=unreadable,
            rivals=handed.rivals,
            handed_in=handed.turn_in.entries,
            capped=self.capped,
        )
