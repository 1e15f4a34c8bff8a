"""A grade as a page in Markdown for its student: hidden checks stay hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from grader.report.reading import (
    ABOUT_TARGETS,
    errors_of,
    first_failed,
    line_of,
    outcome_of,
    shown,
    title_of,
    untouched,
    untouched_line,
)
from grader.report.text import as_sentence, clean, fixed, flat, number, percent, points
from grader.report.timeline import timeline_of
from grader.results.finding import Finding, Severity
from grader.results.told import told
from grader.results.trained import Training
from grader.results.verdict import CheckResult, Evidence, ExerciseResult, Grade, Outcome

_MARKS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.NOT_JUDGED: "?"}
_OBEYED = re.compile(r"([\\`*\[\]<>|#~$]|(?<![^\W_])_|_(?![^\W_])|://|www\.|&)")
_LEADS = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")


def markdown_report(
    grade: Grade, counts: Sequence[str] = (), final: float | None = None, student: str = ""
) -> str:
    """The whole report; `counts` says what else decides the points, such as a late penalty.

    `final` are the points that count, where they are others than those of the checks.
    """
    grade = told(grade)
    parts = [f"# {plain(grade.title or grade.course)}", _about(grade, counts, final, student)]
    parts += [part for exercise in grade.exercises for part in _exercise(exercise)]
    parts += list(_timeline(grade))
    if grade.training is not None:
        parts += _training(grade.training)
    parts += _next(grade)
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """The text as it stands, on one line: nothing of it is markup, a link or HTML."""
    # SECURITY: without this, a student's message could bring a link, an image that calls out,
    # or a script into a page that an instructor opens.
    return _LEADS.sub(r"\1\\\2", _OBEYED.sub(_disarmed, flat(text)))


def _disarmed(match: re.Match[str]) -> str:
    found = match[0]
    words = {"://": ":\\//", "www.": "www\\.", "&": "&amp;", "<": "&lt;"}
    return words.get(found, f"\\{found}")


def _about(grade: Grade, counts: Sequence[str], final: float | None, student: str) -> str:
    """The points first, then what they are of."""
    if grade.status == "failed":
        total = "**The grader itself could not finish. This is not your fault, and costs nothing.**"
    else:
        counting = grade.score if final is None else final
        total = f"**{number(counting)} of {points(grade.max_score)}**{_parts(grade)}"
    who = [f"Student: {plain(student)}"] if student else []
    rows = [*who, f"Submission: {plain(grade.submission)}", f"Dataset: {plain(grade.dataset)}"]
    rows += [plain(text) for text in (*counts, *grade.notes)]
    return "\n".join([total, "", *(f"- {row}" for row in rows)])


def _parts(grade: Grade) -> str:
    """What of the checks' points is a bonus, where there is one."""
    bonus = [e for e in grade.exercises if e.bonus]
    if not bonus:
        return ""
    most = points(sum(e.max_score for e in bonus)).replace("point", "bonus point")
    required = sum(e.score for e in grade.exercises if not e.bonus)
    return f" ({number(required)}, and {number(sum(e.score for e in bonus))} of {most})"


def _exercise(exercise: ExerciseResult) -> Iterator[str]:
    """The findings first, then a line a check, then the comparisons that failed."""
    score = f"{number(exercise.score)} / {points(exercise.max_score)}"
    yield f"## {_MARKS[outcome_of(exercise)]} {plain(exercise.title)}: {score}"
    if untouched(exercise):
        yield plain(untouched_line(exercise))
        return
    yield from map(_finding, exercise.findings)
    if exercise.note:
        yield f"Note: {plain(exercise.note)}"
    if exercise.explanation:
        yield "In your own words:"
        yield _fenced(exercise.explanation.splitlines())
    yield "\n".join(map(_check, exercise.checks))
    failed = [c for c in exercise.checks if c.outcome is Outcome.FAILED and shown(c)]
    own = [check for check in failed if check.follows_from is None]
    compared = own[:1] if errors_of(exercise) else failed
    if any(check.evidence for check in compared):
        yield _fenced(line for c in compared for e in c.evidence for line in _compared(e))


def _finding(finding: Finding) -> str:
    lead = "Warning, costs no points" if finding.severity is Severity.WARNING else "Why"
    place = f"{plain(finding.file)}{line_of(finding)}, " if finding.file else ""
    said = [f"**{lead}:** {plain(finding.message)}", f"{place}`{flat(finding.code)}`"]
    if finding.hint:
        said.append(f"**Hint:** {plain(finding.hint)}")
    if finding.experiment:
        said.append(_fenced(finding.experiment.splitlines()).replace("\n", "\n> "))
    return "\n".join(f"> {part}\n>" for part in said).removesuffix("\n>")


def _check(check: CheckResult) -> str:
    judged = check.outcome is not Outcome.NOT_JUDGED
    score = f"{number(check.score)} / {number(check.max_score)}" if judged else "not judged"
    mark = _MARKS[check.outcome] if check.follows_from is None else "follows from it:"
    return f"- {mark} {plain(title_of(check))} ({score})"


def _compared(evidence: Evidence) -> Iterator[str]:
    if evidence.fact:
        yield as_sentence(evidence.fact)
    yield flat(evidence.what)
    yield f"  expected   {flat(evidence.expected)}"
    yield f"  got        {flat(evidence.got)}"
    if evidence.tolerance:
        yield f"  tolerance  {flat(evidence.tolerance)}"


def _fenced(lines: Iterable[str]) -> str:
    """A block of text in a fence that nothing inside can close."""
    body = clean("\n".join(lines))
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", body)), default=0))
    return f"{fence}text\n{body}\n{fence}"


def _timeline(grade: Grade) -> Iterator[str]:
    seen = timeline_of(grade.trace)
    if seen is not None and not seen.fits:
        yield "## Your calls"
        # What was expected beside them is the cure.
        yield plain(seen.observed.sentence)


def _training(training: Training) -> list[str]:
    reached = percent(training.accuracy, training.threshold)
    outcome = Outcome.PASSED if training.accuracy >= training.threshold else Outcome.FAILED
    rows = [
        "| | training loss | training accuracy | validation loss | validation accuracy |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    shown_metrics = [*training.metrics, *([training.targets] if training.targets else [])]
    for m in shown_metrics:
        train = f"{fixed(m.train_loss)} | {percent(m.train_accuracy)}"
        validation = f"{fixed(m.validation_loss)} | {percent(m.validation_accuracy)}"
        rows.append(f"| {plain(m.name)} | {train} | {validation} |")
    needs = f"{_MARKS[outcome]} Validation accuracy: needs {percent(training.threshold)}, "
    table = ["\n".join(rows)] if shown_metrics else []
    table += [ABOUT_TARGETS] if training.targets else []
    return ["## Training from start to end", *table, f"{needs}reached {reached}"]


def _next(grade: Grade) -> list[str]:
    failed = first_failed(grade)
    if failed is not None:
        return [f"**Next:** {plain(failed.id)}."]
    return ["Well done! Everything that was asked of you is right."] if grade.passed else []
