"""What a finding says: its entry's message, filled with what was observed."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from grader.course.course import Exercise
from grader.examiner.record import Measured
from grader.findings import Case, Misconception, nothing_returned
from grader.findings.conditions import condition_of
from grader.judge.notebook_places import Places
from grader.results.verdict import Evidence
from grader.sandbox.mishap import Mishap

# PyTorch sets parts of some errors in bold.
_BOLD = re.compile(r"\x1b\[[0-9;]*m")
_UNTOLD = "(what it says is for your instructor: a hidden check met it)"
_TIME = "all the time that it has"


def said(
    entry: Misconception,
    case: Case,
    mishap: Mishap | None,
    exercise: Exercise,
    places: Places,
) -> str:
    """The entry's message with what was observed; no numbers that hidden checks alone saw."""
    shown, evidence = case.shown, _observed(entry, case)
    text = places.quoted(cut(mishap.text)) if mishap else ""
    fields = {
        "fact": evidence.plain if evidence else "",
        "what": evidence.what if evidence else case.function or case.scene,
        "expected": evidence.expected if evidence else "a result",
        "got": evidence.got if evidence else "",
        "name": (mishap.name if mishap else None) or case.function or _loop(exercise),
        "type": mishap.type if mishap else "",
        "text": text,
        "error": _error(mishap, text) if mishap else "",
        "file": places.of((mishap.file if mishap else None) or exercise.file)[0],
        "place": place_in_words(mishap, exercise, places),
        "caret": caret(mishap) if mishap else "",
        **_measured(shown.measured),
    }
    told = evidence or (shown.wrong and not mishap and "{fact}" not in entry.numbers)
    if not entry.numbers or told:
        return entry.sentence.format(**fields) + ("" if mishap else when(case))
    ending = f": it ends in {_error(mishap, text)}" if mishap else ""
    return f"{entry.message.format(**fields)}{ending}.{'' if mishap else when(case)}"


def when(case: Case) -> str:
    """A sentence on when it goes wrong, as far as students may know; empty where nothing tells."""
    # SECURITY: a condition would tell what a hidden check is about.
    if case.wrong and case.shown.plays and not case.shown.wrong:
        return " Only a hidden check shows this."
    return condition_of(case.shown)


def _error(mishap: Mishap, text: str) -> str:
    """Python's own words for what went wrong, as they end a traceback."""
    return f"{mishap.type}: {text}".removesuffix(": ").removesuffix(".")


def told_of(mishap: Mishap, files: Collection[str], *, hidden: bool) -> Mishap:
    """What students are told of a mishap: of one in a hidden check neither text nor numbers.

    The instructor's document has them beside that check.
    """
    # SECURITY: names, type, text and line are the worker's claim, and the text of an error can hold
    # every size, label and weight that the hidden check has drawn; of a thousand lines, or of sixty
    # classes, the one that is chosen can tell a number, too.
    file = mishap.file if mishap.file in files else None
    text = _BOLD.sub("", mishap.text)
    told = replace(mishap, text=text, file=file, line=mishap.line if file else None)
    if not hidden:
        return told
    text = _TIME if mishap.kind == "timeout" else _UNTOLD
    return replace(
        told,
        type=mishap.type and "an error",
        text=text,
        source="",
        line=None,
        column=None,
        name=None,
    )


def _loop(exercise: Exercise) -> str:
    """What runs a whole training."""
    return exercise.uses.loop if exercise.uses else ""


def hinted(entry: Misconception, case: Case) -> str:
    """The entry's hint, or one for what a forgotten `return` looks like whatever it leads to."""
    evidence = _observed(entry, case)
    return nothing_returned.HINT if evidence and evidence.nature == "nothing" else entry.hint


def _observed(entry: Misconception, case: Case) -> Evidence | None:
    """The difference that the entry is about, of those that students may see.

    Where hidden checks alone saw that, no other difference stands for it.
    """
    found = case.shown.evidence(*entry.aspects)
    if found or (entry.aspects and case.evidence(*entry.aspects)):
        return found
    return case.shown.evidence()


def place_in_words(mishap: Mishap | None, exercise: Exercise, places: Places) -> str:
    """File and line of a mishap, the line where it is known."""
    if mishap is None:
        return places.of(exercise.file)[0]
    file, line = places.of(mishap.file or exercise.file, mishap.line)
    return f"{file}, line {line}," if line else file


def _measured(measured: Measured | None) -> dict[str, str]:
    """What the judge itself has measured of a whole training, in percent."""
    if measured is None:
        return {"distance": "all", "accuracy": "all"}
    return {"distance": f"{measured.distance:.0%}", "accuracy": f"{measured.accuracy:.0%}"}


def cut(text: str, most: int = 400) -> str:
    """Student text on one line and of a sane length."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most] + " ..."


def caret(mishap: Mishap) -> str:
    """The line that Python could not read, on a line of its own, with a mark under the column."""
    source = mishap.source.split("\n")[0].rstrip().expandtabs(4)
    if not source.strip():
        return ""
    column = min(max((mishap.column or 1) - 1, 0), len(source))
    indent = len(source) - len(source.lstrip())
    mark = " " * max(column - indent, 0) + "^" if mishap.column else ""
    return f"\n{source.strip()[:80]}" + (f"\n{mark}" if mark and column < 80 else "")
