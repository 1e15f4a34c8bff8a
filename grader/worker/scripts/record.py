"""What is told of a run: events in their order, with the script's line of each, in bounds."""

from __future__ import annotations

import os
import sys
from typing import Any

# So many events tell of a loop whatever is to be told; what comes after them is counted alone.
MOST_EVENTS, MOST_WORDS, MOST_FIGURES = 4000, 40, 400

Event = dict[str, Any]


class Record:
    """The record of one run, filled while it goes on."""

    def __init__(self, folder: str) -> None:
        self.folder = folder + os.sep
        self.events: list[Event] = []
        self.figures: list[Event] = []
        self.losses: list[float] = []
        self.stand_ins: dict[str, None] = {}
        self.cut: dict[str, None] = {}
        self.notes: list[Event] = []
        self.counts: dict[str, int] = {}

    @property
    def is_full(self) -> bool:
        """Whether no more events are taken."""
        return len(self.events) >= MOST_EVENTS

    def place(self, depth: int = 1) -> tuple[str, int, str]:
        """File, line and function of the script's innermost call; empty where there is none."""
        frame = sys._getframe(depth)
        folder = self.folder
        while frame is not None:
            name = frame.f_code.co_filename
            if name.startswith(folder):
                return name[len(folder) :], frame.f_lineno, frame.f_code.co_name
            frame = frame.f_back  # type: ignore[assignment]
        return "", 0, ""

    def outermost(self) -> tuple[str, int]:
        """File and line of the script's outermost call."""
        frame, found = sys._getframe(1), ("", 0)
        while frame is not None:
            name = frame.f_code.co_filename
            if name.startswith(self.folder):
                found = name[len(self.folder) :], frame.f_lineno
            frame = frame.f_back  # type: ignore[assignment]
        return found

    def add(self, kind: str, **facts: Any) -> Event:
        """One more event, at the script's line."""
        file, line, function = self.place(2)
        event = {"kind": kind, "file": file, "line": line, "function": function, **facts}
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if not self.is_full:
            event["n"] = len(self.events)
            self.events.append(event)
        return event

    def note(self, kind: str, text: str = "", **facts: Any) -> None:
        """Something that is told once for each line."""
        file, line, function = self.place(2)
        key = (kind, file, line)
        if len(self.notes) < MOST_WORDS and key not in {
            (n["kind"], n["file"], n["line"]) for n in self.notes
        }:
            told = {"kind": kind, "text": text[:500], "file": file, "line": line}
            self.notes.append({**told, "function": function, **facts})

    def stands_in(self, text: str) -> None:
        """Name what stood in for what."""
        if len(self.stand_ins) < MOST_WORDS:
            self.stand_ins.setdefault(text)

    def cuts(self, text: str) -> None:
        """Name what was cut."""
        if len(self.cut) < MOST_WORDS:
            self.cut.setdefault(text)

    def figure(self, **facts: Any) -> None:
        """A figure that the script shows."""
        if len(self.figures) < MOST_FIGURES:
            file, line, function = self.place(2)
            self.figures.append({"file": file, "line": line, "function": function, **facts})
