"""The one tool beside `check` that helps at this moment: to see it, to read of it, to begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course.authored import shown
from grader.course.course import Course
from grader.results.harmless import as_word, flat
from grader.results.trace import is_loop, timeline


@dataclass(frozen=True, slots=True)
class Tool:
    """What it is good for now, as the beginning of a sentence, and the command in parts."""

    use: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tools:
    """What a course has its learners look into, for the work in `folder`, quoted for a shell.

    `loops` are the exercises in which a loop is written that `debug` has as a puzzle, and `seen`
    the findings that `explore` shows.
    """

    folder: str
    loops: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()

    def to_begin(self, exercise: str) -> Tool:
        """What helps with an exercise of which nothing is written yet."""
        if exercise in self.loops:
            return Tool("To find its calls and their order first:", ("mnist-grade debug",))
        return Tool("Or have it checked on every save:", ("mnist-grade watch", self.folder))

    def to_understand(self, code: str, trace: Iterable[Mapping[str, Any]]) -> Tool:
        """What helps with a finding; `trace` is that of the check that made it."""
        if code not in self.seen:
            return Tool("What is behind it, in your own case:", (f"mnist-grade why {code}",))
        own = is_loop(timeline(trace))
        work = (f"--work {self.folder}",) if own else ()
        return Tool(
            f"See it happen{' in your own loop' if own else ''}:",
            ("mnist-grade explore", *work, "--open"),
        )


def tools_of(course: Course, path: Path) -> Tools:
    """The tools of a course for the work at a path; not each has something to look into."""
    folder = as_word(flat(str(path)))
    if not (course.folder.code / "explore").is_dir():
        return Tools(folder)
    loops = {e.uses.loop for e in course.exercises if e.uses}
    written = {e.id: course.contract.names_in(e.file) for e in course.exercises}
    return Tools(
        folder,
        frozenset(name for name, names in written.items() if loops & {*names}),
        shown(course.folder, "whatifs").codes(),
    )
