"""The statements that a name needs: as in the kernel, the last binding of a name counts."""

from __future__ import annotations

import builtins
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from grader.submission.notebooks.cells import NotebookError
from grader.submission.notebooks.statements import Statement

# Steps that the search for what names need may take, over all files of a notebook.
MOST_WORK = 500_000
_BUILT_IN = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__"}


@dataclass(frozen=True, slots=True)
class Selection:
    """What one file takes: its statements, the names from other files, and what is bound nowhere.

    `borrowed` says after which position a name is imported from the file that owns it.
    """

    statements: tuple[Statement, ...]
    borrowed: dict[str, int]
    unbound: frozenset[str]


class Bindings:
    """Who binds each name, and who alters what it names."""

    def __init__(self, statements: list[Statement]) -> None:
        self.statements = statements
        self.end = len(statements)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._changers: dict[str, list[int]] = defaultdict(list)
        self._found: dict[tuple[str, int], list[Statement]] = {}
        self._work = 0
        self.stars = [s for s in statements if s.star and not s.future]
        for statement in statements:
            for name in statement.binds:
                self._by_name[name].append(statement.position)
            for name in statement.changes - statement.binds:
                self._changers[name].append(statement.position)

    def in_force(self, name: str, before: int) -> list[Statement]:
        """The bindings of a name that may be in force at a position: the last certain one on.

        Asked again it is the same list.
        """
        places = self._by_name.get(name, [])
        until = bisect_left(places, before)
        # SECURITY: a thousand bindings, asked for a hundred thousand times, would take minutes.
        if (name, until) not in self._found:
            found = self._found[name, until] = []
            for place in reversed(places[:until]):
                found.append(self.statements[place])
                if not self.statements[place].perhaps:
                    break
        return self._found[name, until]

    def changers(self, name: str, since: int) -> list[Statement]:
        """The statements that alter what a name was bound to at a position."""
        places, altering = self._by_name[name], self._changers.get(name, [])
        following = bisect_left(places, since + 1)
        until = places[following] if following < len(places) else self.end
        within = altering[bisect_left(altering, since + 1) : bisect_left(altering, until)]
        return [self.statements[place] for place in within]

    def _count(self, steps: int) -> None:
        """Raises: NotebookError, where the search takes too many steps."""
        # SECURITY: a visit costs as much as there are bindings and what alters them: two thousand
        # short statements would be searched for hours.
        self._work += steps
        if self._work > MOST_WORK:
            raise NotebookError("its definitions are too entangled to be read")

    def _final(self, names: Iterable[str]) -> list[tuple[Statement, int]]:
        """The final bindings of some names and what alters them, each seen from the end."""
        found = [(name, s) for name in names for s in self.in_force(name, self.end)]
        bound = [one for n, s in found for one in (s, *self.changers(n, s.position))]
        return [(statement, self.end) for statement in bound]

    def select(self, names: Iterable[str], borrow: Callable[[str], bool]) -> Selection:
        """Everything that the final bindings of some names need; NotebookError where that is long.

        Names that may be borrowed are not followed, where the final binding is meant.
        Each visit is a statement with a horizon: the position up to which its functions see
        bindings when they are called.
        """
        taken = {s.position for s in self.statements if s.future}
        borrowed: dict[str, int] = {}
        unbound: set[str] = set()
        seen: set[tuple[int, int]] = set()
        waiting: list[tuple[Statement, int]] = []

        def need(by: Statement, name: str, before: int, horizons: set[int]) -> None:
            found = self.in_force(name, before)
            self._count(1 + len(found))
            if found is self.in_force(name, self.end) and borrow(name):
                borrowed[name] = found[0].position if found else -1
                return
            if not found and name not in _BUILT_IN | by.binds:
                unbound.add(name)
                self._count(len(self.stars))
                found = [star for star in self.stars if star.position < before]
            for statement in found:
                changers = self.changers(name, statement.position) if statement.binds else []
                self._count(len(changers) * len(horizons))
                for one in (statement, *changers):
                    waiting.extend((one, horizon) for horizon in horizons)

        waiting += self._final(names)
        while waiting:
            statement, horizon = waiting.pop()
            if (statement.position, horizon) in seen:
                continue
            seen.add((statement.position, horizon))
            self._count(len(statement.now) + len(statement.later))
            taken.add(statement.position)
            for name in statement.now:
                need(statement, name, statement.position, {statement.position, self.end})
            for name in statement.later:
                need(statement, name, horizon, {horizon})
        chosen = [self.statements[position] for position in sorted(taken)]
        return Selection(tuple(chosen), borrowed, frozenset(unbound))
