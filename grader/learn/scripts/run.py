"""The record of a run as the rules read it: typed where a rule relies on it, and never believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Event = Mapping[str, Any]
Place = tuple[str, int]

# The same place is a loop's where it is reached so often.
LOOP = 3


@dataclass(frozen=True)
class Run:
    """One run of a script; `text` holds the lines of each of its files."""

    record: Mapping[str, Any]
    text: Mapping[str, str] = field(default_factory=dict)
    is_notebook: bool = False

    def all_of(self, name: str) -> list[Event]:
        """The dicts of a list of the record."""
        found = self.record.get(name)
        return [e for e in found if isinstance(e, dict)] if isinstance(found, list) else []

    @cached_property
    def events(self) -> list[Event]:
        """All events, in their order."""
        return [e for e in self.all_of("events") if isinstance(e.get("kind"), str)]

    def of(self, *kinds: str) -> list[Event]:
        """The events of these kinds."""
        return [e for e in self.events if e["kind"] in kinds]

    @cached_property
    def steps(self) -> list[Event]:
        """The steps of which it is known what they found: none that a closure feeds."""
        return [s for s in self.of("step") if not s.get("closure") and "fresh" in s]

    @cached_property
    def backwards(self) -> list[Event]:
        """The backward calls that went through, while gradients were looked at."""
        return [b for b in self.of("backward") if "reached" in b and b.get("observed", True)]

    @cached_property
    def sets(self) -> list[frozenset[int]]:
        """The sets of parameters that events name by number."""
        found = self.record.get("sets")
        return [frozenset(s) for s in found] if isinstance(found, list) else []

    def set_of(self, event: Event, name: str = "set") -> frozenset[int]:
        """The parameters that an event names."""
        number = event.get(name)
        known = isinstance(number, int) and 0 <= number < len(self.sets)
        return self.sets[number] if known else frozenset()  # type: ignore[index]

    @cached_property
    def parameters(self) -> list[Event]:
        """All parameters, by number."""
        return self.all_of("parameters")

    @cached_property
    def _learned_from(self) -> set[int]:
        """The numbers of the forward passes that a backward came back through."""
        backwards = self.of("backward")
        found = {b.get("forward", 0) - 1 for b in backwards}
        return found | {n - 1 for b in backwards for n in b.get("forwards") or []}

    @cached_property
    def training_forwards(self) -> list[Event]:
        """The forward passes that a backward came back through."""
        return [f for f in self.of("forward") if f.get("n") in self._learned_from]

    @cached_property
    def other_forwards(self) -> list[Event]:
        """The forward passes that gave an answer, and from which nothing was learned."""
        learned = self._learned_from
        return [f for f in self.of("forward") if f.get("n") not in learned and "out" in f]

    @cached_property
    def held_out(self) -> list[Event]:
        """The forward passes over items that no step was ever taken on, and that were measured."""
        return [
            f for f in self.other_forwards if f.get("trained") == 0.0 and f.get("measured")
        ]  # fmt: skip

    @cached_property
    def training_losses(self) -> list[Event]:
        """The losses that a backward was called on."""
        numbers = {b.get("loss", 0) for b in self.of("backward")}
        return [e for e in self.of("loss") if e.get("number") in numbers]

    @cached_property
    def trains(self) -> bool:
        """Whether any weight was moved by steps."""
        return any(s.get("moved") for s in self.of("step"))

    @property
    def uses_own_gradients(self) -> bool:
        """Whether gradients are asked for besides backward: penalties, inner loops."""
        return bool(self.of("grad"))

    def source(self, file: str, line: int) -> str:
        """A line of the script; empty where it is not known."""
        lines = self.text.get(file, "").split("\n")
        return lines[line - 1] if 0 < line <= len(lines) else ""

    def model(self, event: Event) -> Event:
        """The model of a forward pass."""
        models = self.all_of("models")
        number = event.get("model", -1)
        return models[number] if isinstance(number, int) and 0 <= number < len(models) else {}


def place(event: Event) -> Place:
    """File and line of an event."""
    return str(event.get("file", "")), int(event.get("line") or 0)


def by_place(events: Iterable[Event]) -> dict[Place, list[Event]]:
    """Events by their line."""
    found: dict[Place, list[Event]] = {}
    for event in events:
        found.setdefault(place(event), []).append(event)
    return found


def loops(events: Iterable[Event]) -> Iterator[tuple[Place, list[Event]]]:
    """The lines that were reached as often as in a loop."""
    for where, found in by_place(events).items():
        if len(found) >= LOOP:
            yield where, found


def share(part: int, whole: int) -> float:
    """A share, 0 of nothing."""
    return part / whole if whole else 0.0
