"""Naming what is wrong with explain.yaml: its file, the questions left out, the wrong answers."""

from __future__ import annotations

from collections.abc import Iterator

from grader.checks import known_checks
from grader.course import Exercise
from grader.examiner.answers import OFFERED
from grader.examiner.examiner import Examiner
from grader.findings import catalogue
from grader.judge.relocation import Places
from grader.judge.wording import cut, place_in_words
from grader.verdict import Finding

LONGEST = 60


def findings_of_answers(
    examiner: Examiner, exercise: Exercise, places: Places
) -> tuple[Finding, ...]:
    """One finding for all answers that are missing, and one for each that is wrong.

    The right answer is in none of them.
    """
    return tuple(_findings(examiner, exercise, places))


def _findings(examiner: Examiner, exercise: Exercise, places: Places) -> Iterator[Finding]:
    absent = examiner.absent
    if absent is not None:
        yield _finding(
            absent.kind, exercise, absent.line, file=places.of(exercise.file)[0],
            place=place_in_words(absent, exercise, places), text=places.quoted(cut(absent.text)),
        )  # fmt: skip
        return
    lines = examiner.answers.lines if examiner.answers else {}
    if examiner.missing:
        known = [lines[key] for key in examiner.missing if key in lines]
        text = ", ".join(_missed(examiner, key) for key in examiner.missing)
        yield _finding("missing-answer", exercise, min(known, default=None), text=text)
    questions = known_checks(exercise.id)
    for key, answer in examiner.mistaken.items():
        question = questions.get(key.replace("_", "-"), key).rstrip(".")
        unknown = _not_offered(key, answer)
        yield _finding(
            "unknown-word" if unknown else "wrong-prediction", exercise, lines.get(key),
            question=question, text=cut(unknown or answer, LONGEST),
            offered=", ".join(OFFERED.get(key, ())),
        )  # fmt: skip


def _not_offered(key: str, answer: str) -> str:
    """What of an answer is none of the words that its question offers; a dash is as good as _."""
    words = answer.split(", ") if key == "order" else [answer]
    offered = OFFERED.get(key, ())
    return ", ".join(word for word in words if offered and word.replace("-", "_") not in offered)


def _missed(examiner: Examiner, key: str) -> str:
    """The name of an answer, and why what stands there is none yet."""
    words = examiner.answers.words(key) if examiner.answers else 0
    return f"{key} ({words} {'word is' if words == 1 else 'words are'} too few)" if words else key


def _finding(kind: str, exercise: Exercise, line: int | None, **fields: str) -> Finding:
    """The finding of the catalogue's entry for that kind."""
    entry = next(entry for entry in catalogue() if kind in entry.kinds)
    message = entry.message.format(**{"caret": "", **fields})
    return Finding(entry.code, message, entry.hint, entry.severity,
                   exercise.file, line)  # fmt: skip
