"""Naming what went wrong: the catalogue's mistakes are tried on the very work that failed.

Behaviour has decided the points already. Each scene that went wrong is explained by the first
of: its mishap; one mistake whose numbers the student's code reproduces on every play; two
mistakes together; an entry that recognises the case; and, honestly, by numbers alone.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from grader.course.course import Exercise
from grader.course.marks import calls_of, contract_of, makes_of
from grader.course.shipped import CourseFolder
from grader.examiner.examiner import Examiner
from grader.examiner.solutions import Solutions
from grader.findings import Case, Misconception, Mistake
from grader.findings.catalogue import catalogue
from grader.findings.conditions import only_uneven
from grader.judge.notebook_places import Places
from grader.judge.predictions import findings_of_answers
from grader.judge.reading import looked_for, missing_method, unwritten
from grader.judge.simulation import Simulation
from grader.judge.wording import hinted, said, told_of
from grader.results.finding import Finding, Severity
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Allowance
from grader.submission.reader.syntax import Syntax
from grader.submission.source import definition_line, mention_line
from grader.submission.submission import Submission


@dataclass(frozen=True, slots=True)
class Named:
    """A finding, and the scene that it was found in; empty where it comes from no scene."""

    finding: Finding
    scene: str = ""


@dataclass
class _Diagnosis:
    """The diagnosis of one exercise, scene by scene."""

    folder: CourseFolder
    solutions: Solutions
    exercise: Exercise
    files: Mapping[str, bytes]
    syntax: Syntax
    places: Places
    allowance: Allowance
    findings: list[Named] = field(default_factory=list)
    explained: dict[str, list[Misconception]] = field(default_factory=dict)
    mishaps: dict[str, Mishap | None] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    right: set[str] = field(default_factory=set)

    @property
    def tree(self) -> ast.Module | None:
        """The syntax of the exercise's file, asked for where something is wrong."""
        return self.syntax.tree(self.exercise.file)

    def scene(self, case: Case) -> None:
        """Explain one scene."""
        if case.wrong:
            entries: list[Misconception] = []
            if not self._is_consequence(case):
                entries = self._from_mishap(case) or self._entries_for(case)
                for entry in entries:
                    self._add(entry, case)
            self.explained[_subject(case)] = entries
            self.mishaps[_subject(case)] = case.mishap
        else:
            self.right.add(_subject(case))
        for entry in self._applicable():
            if entry.severity is Severity.WARNING and entry.sees and entry.sees(case):
                self._add(entry, case)

    def _applicable(self) -> list[Misconception]:
        return [
            e for e in catalogue(self.folder) if self.exercise.id in e.exercises or not e.exercises
        ]

    def _is_consequence(self, case: Case) -> bool:
        """Whether what this scene is built on explains it already.

        Mistakes that were named there are tried first; what they reproduce needs no new name.
        """
        if not self._explained_below(case):
            return False
        if not case.function:
            return True  # a training
        if any(is_the_same(case.mishap, self.mishaps.get(n)) for n in self._explained_below(case)):
            return True
        simulation = Simulation(case, [], self.solutions, self.allowance)
        return any(simulation.reproduces(m) or simulation.fails(m) for m in self.mistakes)

    def _built_on(self, function: str) -> frozenset[str]:
        """What a function calls: what is wrong there is wrong here, too."""
        if function in self.exercise.builds_on:
            return frozenset(self.exercise.builds_on[function])
        return calls_of(self.folder).get(function, frozenset())

    def _explained_below(self, case: Case) -> list[str]:
        """What is explained of what the scene is built on; a training is on its file's pieces."""
        file_of = contract_of(self.folder).definitions
        uses = self.exercise.uses.roles() if self.exercise.uses else ()
        own = [name for name in uses if file_of[name].file == self.exercise.file]
        own += [name for piece in own for name in self._built_on(piece)]
        below = self._built_on(case.function) if case.function else own
        return [name for name in below if self.explained.get(name)]

    def _entries_for(self, case: Case) -> list[Misconception]:
        entries = [e for e in self._applicable() if e.severity is Severity.ERROR]
        found = self._simulated(case, entries)
        if found:
            return found
        if self._explained_below(case):
            return []  # whatever is seen here may come from there
        return [entry for entry in entries if entry.sees and entry.sees(case)][:1]

    def _simulated(self, case: Case, entries: list[Misconception]) -> list[Misconception]:
        """The entry, or the two, whose mistakes give the student's numbers on every play."""
        below = self._explained_below(case)
        if below and not self.mistakes:
            return []  # nothing that is known gives numbers that rest on unknown ones
        built_on = self._built_on(case.function)
        simulation = Simulation(
            case,
            entries,
            self.solutions,
            self.allowance,
            step_is_right=bool(built_on) and built_on <= self.right,
            step_is_called=case.mentioned_here(*built_on) is not None,
        )
        # What calls the function in which a mistake is known makes that mistake, too.
        known = [entry for name in below for entry in self.explained[name]]
        if one := simulation.one(known if case.mentioned_here(*below) else entries):
            self.mistakes.append(one[-1])
            return [one[0]]
        if below:  # what is known from there explains most of it: at most one comes on top
            more = simulation.beside(self.mistakes)
            self.mistakes += [more[-1]] if more else []
            return [more[0]] if more else []
        if two := simulation.two():
            self.mistakes.append(two[-1])
            return [*two[:2]]
        return []

    def _from_mishap(self, case: Case) -> list[Misconception]:
        """The entry for plays that gave nothing to see, or for a definition without any code."""
        mishap = unwritten(case) or case.mishap
        if mishap is None:
            return []
        entries = [e for e in self._applicable() if e.severity is Severity.ERROR]
        found = self._simulated(case, entries) if mishap.kind == "exception" else []
        sighted = replace(case, plays=tuple(pair for pair in case.plays if pair[0].sight))
        if not found and mishap.kind == "exception" and sighted.wrong:
            found = self._simulated(sighted, entries)
        if not found and mishap.kind == "exception" and case.wrong[0][0].mishap is None:
            # What was wrong before anything was raised says more than the error it led to.
            found = [e for e in entries if e.sees and not e.last_resort and e.sees(case)][:1]
            for entry in found:
                self._add(entry, case)
        if not found:
            mishap = looked_for(case, missing_method(case, mishap) or mishap, self.syntax)
            found = [
                entry
                for entry in entries
                if entry.explains(mishap) and (not entry.confirms or entry.confirms(case))
            ][:1]
        told = told_of(mishap, self.files, hidden=case.is_hidden(mishap))
        for entry in found:
            self._add(entry, case, told)
        return found

    def _add(self, entry: Misconception, case: Case, mishap: Mishap | None = None) -> None:
        """Add the entry's finding, unless its code is there already."""
        if any(named.finding.code == entry.code for named in self.findings):
            return
        file, line = self._place(entry, case, mishap)
        finding = Finding(
            code=entry.code,
            message=said(entry, case, mishap, self.exercise, self.places),
            hint=hinted(entry, case),
            severity=entry.severity,
            file=file,
            line=line,
        )
        self.findings.append(Named(finding, case.scene))

    def _place(
        self, entry: Misconception, case: Case, mishap: Mishap | None
    ) -> tuple[str | None, int | None]:
        """Where the finding is: mishap, trace, source, or the function's own line."""
        line = _halved(case) if entry.severity is Severity.ERROR else None
        line = line or (entry.locates(case) if entry.locates else None)
        if line is not None:
            return self.exercise.file, line
        if mishap is not None and mishap.line is not None:
            return mishap.file, mishap.line
        if entry.nowhere:
            return self.exercise.file, None
        # SECURITY: a line that a hidden check alone has reached can tell a number of that check.
        seen = case.shown
        for name in entry.at:
            for event in seen.events(name) or [
                e for record, _ in seen.plays for e in record.trace if e["event"] == name
            ]:
                if event["file"] in self.files:
                    return event["file"], event["line"]
        function = case.function
        line = mention_line(self.tree, entry.mentions, function) if entry.mentions else None
        line = line or mention_line(self.tree, entry.mentions)
        if line is None and function:
            line = definition_line(self.tree, function)
        return self.exercise.file, line


def _halved(case: Case) -> int | None:
    """The only line with a division that drops a remainder, where just odd numbers go wrong."""
    divisions = case.lines(lambda n: isinstance(getattr(n, "op", None), ast.FloorDiv))
    return divisions[0] if len(divisions) == 1 and only_uneven(case) else None


def is_the_same(one: Mishap | None, other: Mishap | None) -> bool:
    """Whether two errors are one, that came out of the same line."""
    if one is None or other is None or one.line is None:
        return False
    return (one.type, one.file, one.line) == (other.type, other.file, other.line)


def _subject(case: Case) -> str:
    """What a scene is about: a function, or a training."""
    return case.function or case.scene


def diagnose(
    examiner: Examiner,
    exercise: Exercise,
    submission: Submission,
    syntax: Syntax,
    allowance: Allowance,
) -> tuple[Named, ...]:
    """The findings of one exercise: one for each cause, errors first, then warnings.

    Where nothing is left of the `allowance` no mistake is played.
    """
    places = Places(submission.origin)
    if exercise.kind == "predictions":
        return tuple(Named(found) for found in findings_of_answers(examiner, exercise, places))
    diagnosis = _Diagnosis(
        examiner.folder, examiner.solutions, exercise, submission.files, syntax, places, allowance
    )
    for scene in dict.fromkeys(record.work.scene for record in examiner.records):
        diagnosis.scene(_case(examiner, exercise, scene, syntax))
    order = {Severity.ERROR: 0, Severity.WARNING: 1}
    return tuple(sorted(diagnosis.findings, key=lambda named: order[named.finding.severity]))


def _case(examiner: Examiner, exercise: Exercise, scene: str, syntax: Syntax) -> Case:
    plays = tuple((r, r.expected) for r in examiner.records if r.work.scene == scene)
    folder, function = examiner.folder, plays[0][0].work.function
    makes, calls = makes_of(folder).get(function, frozenset()), calls_of(folder)
    pieces = {function} if function else {*(exercise.uses.roles() if exercise.uses else ())}
    definition = examiner.contract.definitions.get(function)
    unrelated = frozenset(
        name
        for name in examiner.contract.names_in(exercise.file)
        if name not in pieces
        and not calls[name] & pieces
        and not any(name in calls.get(piece, ()) for piece in pieces)
    )
    return Case(
        exercise.id,
        exercise.file,
        scene,
        plays,
        secret=exercise.secret,
        makes=makes,
        unrelated=unrelated,
        parameters=tuple(p.name for p in definition.parameters) if definition else (),
        parse=syntax.tree,
    )
