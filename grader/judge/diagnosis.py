"""Naming what went wrong: the catalogue's mistakes are tried on the very work that failed.

Behaviour has decided the points already. Each scene that went wrong is explained by the first
of: its mishap; one mistake whose numbers the student's code reproduces on every play; two
mistakes together; an entry that recognises the case; and, honestly, by numbers alone.
"""

from __future__ import annotations

import ast
import difflib
import itertools
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from grader.course import Exercise
from grader.examiner.compare import agree, differences
from grader.examiner.examiner import Examiner, Record
from grader.findings import Case, Misconception, catalogue
from grader.judge.predictions import findings_of_answers
from grader.reference import Reference, cast_of
from grader.sandbox.process import Mishap
from grader.scenes import SCENES, Sight, Work, play
from grader.source import (
    blank_line,
    defined_names,
    defining_files,
    definition_line,
    mention_line,
    parsed,
)
from grader.submission import Submission
from grader.verdict import Finding, Severity

# Pairs of mistakes are tried on one play each, and only so many: a count, not a clock, so that
# the same submission always gets the same findings.
MOST_PAIRS = 120
WAYS_IN_PAIRS = 2

# A scene whose own function is built on another's: what is wrong there is wrong here too.
_BUILT_ON = {
    "train_epoch": {"train_step"},
    "train SimpleNN": {"train_step", "train_epoch"},
    "train HiddenNN": {"HiddenNN"},
}


@dataclass
class _Diagnosis:
    """The diagnosis of one exercise, scene by scene."""

    exercise: Exercise
    files: Mapping[str, bytes]
    tree: ast.Module | None
    findings: list[Finding] = field(default_factory=list)
    explained: dict[str, list[Misconception]] = field(default_factory=dict)
    mistakes: list[type[Reference]] = field(default_factory=list)

    def scene(self, case: Case) -> None:
        """Explain one scene."""
        if case.wrong:
            entries: list[Misconception] = []
            if not self._is_consequence(case):
                entries = self._from_mishap(case) or self._entries_for(case)
                for entry in entries:
                    self._add(entry, case)
            self.explained[case.scene] = entries
        for entry in self._applicable():
            if entry.severity is Severity.WARNING and entry.sees and entry.sees(case):
                self._add(entry, case)

    def _applicable(self) -> list[Misconception]:
        return [e for e in catalogue() if self.exercise.id in e.exercises or not e.exercises]

    def _is_consequence(self, case: Case) -> bool:
        """Whether the scenes that this one is built on explain it already.

        Mistakes that were named there are tried first; what they reproduce needs no new name.
        """
        below = _BUILT_ON.get(case.scene, set())
        if not any(self.explained.get(scene) for scene in below):
            return False
        if case.scene.startswith("train "):
            return True
        return any(_reproduces(mistake, case) for mistake in self.mistakes)

    def _entries_for(self, case: Case) -> list[Misconception]:
        entries = [e for e in self._applicable() if e.severity is Severity.ERROR]
        found = self._simulated(case, entries)
        if found:
            return found
        below = _BUILT_ON.get(case.scene, set())
        known_below = any(self.explained.get(scene) for scene in below)
        for entry in entries:
            if entry.sees and entry.sees(case) and not (entry.last_resort and known_below):
                return [entry]
        return []

    def _simulated(self, case: Case, entries: list[Misconception]) -> list[Misconception]:
        """The entry, or the two, whose mistakes give the student's numbers on every play."""
        if not SCENES[case.scene].needs:
            return []
        pool = [(e, m) for e in entries for m in e.mistakes]
        for entry, mistake in pool:
            if _reproduces(mistake, case) and (not entry.confirms or entry.confirms(case)):
                self.mistakes.append(mistake)
                return [entry]
        telling = [(entry, mistake) for entry, mistake in pool if _tells(mistake, case)]
        for one, other, pair in itertools.islice(_pairs(telling), MOST_PAIRS):
            if _reproduces(pair, case) and _confirmed(one, other, case):
                self.mistakes += [pair]
                return [one, other]
        return []

    def _from_mishap(self, case: Case) -> list[Misconception]:
        """The entry for plays that gave nothing to see, or for a definition without any code."""
        mishap = self._unwritten(case) or case.mishap
        if mishap is None:
            return []
        entries = [e for e in self._applicable() if e.severity is Severity.ERROR]
        found = self._simulated(case, entries) if mishap.kind == "exception" else []
        if not found:
            mishap = self._placed(mishap)
            found = [
                entry for entry in entries
                if entry.explains(mishap) and (not entry.confirms or entry.confirms(case))
            ][:1]
        for entry in found:
            self._add(entry, case, mishap)
        return found

    def _unwritten(self, case: Case) -> Mishap | None:
        """A definition that holds no code yet, whatever came of calling it."""
        line = blank_line(self.tree, case.function) if case.function else None
        if line is None:
            return None
        return Mishap("not-implemented", name=case.function, file=self.exercise.file, line=line)

    def _placed(self, mishap: Mishap) -> Mishap:
        """A missing function that stands in another file is a misplaced one.

        One that has almost the right name is named.
        """
        if mishap.kind != "missing-function" or not mishap.name:
            return mishap
        for file, line in defining_files(self.files, mishap.name):
            if file != self.exercise.file:
                return Mishap("misplaced-function", "", file, file, line, mishap.name)
        known = defined_names(self.tree)
        similar = [n for n in known if mishap.name.lower() in n.lower()]
        similar += difflib.get_close_matches(mishap.name, known, 1)
        text = f"; is {similar[0]} meant to be it?" if similar else "."
        return replace(mishap, text=text)

    def _add(self, entry: Misconception, case: Case, mishap: Mishap | None = None) -> None:
        """Add the entry's finding, unless its code is there already."""
        if any(finding.code == entry.code for finding in self.findings):
            return
        file, line = self._place(entry, case, mishap)
        self.findings.append(
            Finding(
                code=entry.code,
                message=_filled(entry, case, mishap, self.exercise),
                hint=entry.hint,
                severity=entry.severity,
                file=file,
                line=line,
            )
        )

    def _place(
        self, entry: Misconception, case: Case, mishap: Mishap | None
    ) -> tuple[str | None, int | None]:
        """Where the finding is: mishap, trace, source, or the function's own line."""
        line = entry.locates(case) if entry.locates else None
        if line is not None:
            return self.exercise.file, line
        if mishap is not None and mishap.line is not None:
            return mishap.file, mishap.line
        for name in entry.at:
            for event in case.events(name) or [
                e for record, _ in case.plays for e in record.trace if e["event"] == name
            ]:
                if event["file"] in self.files:
                    return event["file"], event["line"]
        function = next(iter(SCENES[case.scene].needs), "")
        line = mention_line(self.tree, entry.mentions, function) if entry.mentions else None
        line = line or mention_line(self.tree, entry.mentions)
        if line is None and function:
            line = definition_line(self.tree, function)
        return self.exercise.file, line


def diagnose(examiner: Examiner, exercise: Exercise, submission: Submission) -> tuple[Finding, ...]:
    """The findings of one exercise: one for each cause, errors first, then warnings."""
    if not exercise.file.endswith(".py"):
        return findings_of_answers(examiner, exercise)
    source = submission.files.get(exercise.file, b"")
    tree = parsed(source)
    diagnosis = _Diagnosis(exercise, submission.files, tree)
    for scene in dict.fromkeys(record.work.scene for record in examiner.records):
        diagnosis.scene(_case(examiner, exercise, scene, tree))
    order = {Severity.ERROR: 0, Severity.WARNING: 1}
    return tuple(sorted(diagnosis.findings, key=lambda finding: order[finding.severity]))


def _case(examiner: Examiner, exercise: Exercise, scene: str, tree: ast.Module | None) -> Case:
    plays = tuple((r, r.expected) for r in examiner.records if r.work.scene == scene)
    return Case(exercise.id, scene, tree, plays)


def _reproduces(mistake: type[Reference], case: Case) -> bool:
    """Whether a mistake gives what the student gave, on every play that can tell.

    A play that was right although it differs from the reference (another order of the batches)
    cannot. The wrong plays come first: most mistakes part from the student's numbers there.
    """
    plays = sorted(case.plays, key=lambda pair: pair[0].right)
    return all(
        _same_play(mistake, record)
        for record, expected in plays
        if not (record.right and record.sight and differences(expected, record.sight))
    )


def _same_play(mistake: type[Reference], record: Record) -> bool:
    """Whether one of the ways to make a mistake gives what was seen of one play."""
    return any(_gives(made, record) for made in _made(mistake, record))


def _made(mistake: type[Reference], record: Record) -> Iterator[Reference]:
    """The mistake in each of its ways."""
    try:
        ways = list(mistake.ways(record.work, record.sight or Sight()))
    except (LookupError, TypeError, ValueError, AttributeError, RuntimeError):
        # SECURITY: a sight is what a student's process says; a forged one, without the keys or
        # shapes that a mistake reads its numbers off, must not end the judge.
        ways = []
    for settings in ways or ([] if record.sight else [{}]):
        made = mistake()
        vars(made).update(settings)
        yield made


def _gives(mistake: Reference, record: Record) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a mistake may earn one from torch
            sight = play(cast_of(mistake), record.work)
    except Exception as error:  # a mistake may fail as the student's code does
        mishap = record.mishap
        return (
            mishap is not None
            and mishap.kind == "exception"
            and mishap.type == type(error).__name__
            and mishap.text[:200] == str(error)[:200]
        )
    return record.sight is not None and agree(sight, record.sight)


def _confirmed(one: Misconception, other: Misconception, case: Case) -> bool:
    return all(not entry.confirms or entry.confirms(case) for entry in (one, other))


Pool = list[tuple[Misconception, type[Reference]]]


def _tells(mistake: type[Reference], case: Case) -> bool:
    """Whether a mistake changes what is seen of the first wrong play at all: half of a pair does."""
    record, expected = case.wrong[0]
    made = next(_made(mistake, record), None)
    try:
        return made is not None and not agree(expected, play(cast_of(made), record.work))
    except Exception:  # one that fails by itself fails in every pair
        return False


def _pairs(pool: Pool) -> Iterator[tuple[Misconception, Misconception, type[Reference]]]:
    """Mistakes of different entries, two in one reference."""
    for (one, first), (other, second) in itertools.combinations(pool, 2):
        pair = _combined(first, second) if one.code != other.code else None
        if pair is not None:
            yield one, other, pair


def _combined(one: type[Reference], other: type[Reference]) -> type[Reference] | None:
    """Both mistakes in one reference, or None where they replace the same part."""
    if _parts(one) & _parts(other):
        return None

    def ways(cls: type[Reference], work: Work, sight: Sight) -> Iterator[dict[str, Any]]:
        few = [itertools.islice(mistake.ways(work, sight), WAYS_IN_PAIRS) for mistake in (one, other)]
        for first, second in itertools.product(*few):
            yield first | second

    named = f"{one.__name__}And{other.__name__}"
    return type(named, (one, other), {"ways": classmethod(ways)})


def _parts(mistake: type[Reference]) -> set[str]:
    """The names of the parts that a mistake replaces."""
    classes: Iterable[type] = mistake.__mro__[: mistake.__mro__.index(Reference)]
    names = {name for c in classes for name in vars(c) if not name.startswith("__")}
    return names - {"ways"}


def _filled(
    entry: Misconception, case: Case, mishap: Mishap | None, exercise: Exercise
) -> str:
    """The entry's message with what was observed."""
    evidence = case.evidence(*entry.aspects) or case.evidence()
    fields = {
        "what": evidence.what if evidence else case.function or case.scene,
        "expected": evidence.expected if evidence else "a result",
        "got": evidence.got if evidence else f"{mishap.type}: {mishap.text}" if mishap else "",
        "name": (mishap.name if mishap else None) or case.function,
        "type": mishap.type if mishap else "",
        "text": _cut(mishap.text) if mishap else "",
        "file": (mishap.file if mishap else None) or exercise.file,
        "place": _place_in_words(mishap, exercise) if mishap else exercise.file,
        "caret": _caret(mishap) if mishap else "",
        "distance": _share(case, "distance"),
        "accuracy": _share(case, "accuracy"),
    }
    return entry.message.format(**fields)


def _place_in_words(mishap: Mishap, exercise: Exercise) -> str:
    file = mishap.file or exercise.file
    return f"{file}, line {mishap.line}," if mishap.line else file


def _share(case: Case, name: str) -> str:
    """What the judge itself has measured of a whole training, in percent."""
    found = case.sights[-1].notes.get(name) if case.sights else None
    return f"{found:.0%}" if isinstance(found, float) else "all"


def _cut(text: str, most: int = 200) -> str:
    return text if len(text) <= most else text[:most] + " ..."


def _caret(mishap: Mishap) -> str:
    """The line that Python could not read, on a line of its own, with a mark under the column."""
    source = mishap.source.split("\n")[0].rstrip().expandtabs(4)
    if not source.strip():
        return ""
    column = min(max((mishap.column or 1) - 1, 0), len(source))
    indent = len(source) - len(source.lstrip())
    mark = " " * max(column - indent, 0) + "^" if mishap.column else ""
    return f"\n{_cut(source.strip(), 80)}" + (f"\n{mark}" if mark and column < 80 else "")
