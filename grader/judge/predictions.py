"""Judging a file of answers by the questions in course.yaml, and naming what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grader.course.course import Exercise
from grader.course.records import key_of
from grader.course.relations import Question
from grader.examiner.examiner import Examiner
from grader.findings.catalogue import catalogue
from grader.judge.notebook_places import Places
from grader.judge.points import Report
from grader.judge.wording import caret, cut, place_in_words
from grader.results.finding import Finding
from grader.results.verdict import Evidence, Outcome
from grader.sandbox.mishap import Mishap
from grader.submission.answers import Answers

LONGEST, LONGEST_EXPLANATION = 60, 20_000
RUN = "Run these lines, and compare what they print with what you wrote."


def judge_answers(examiner: Examiner, exercise: Exercise) -> dict[str, Report]:
    """A report for each question."""
    reports = {}
    for check, question in exercise.checks.items():
        wrong = _missing(examiner, check, question) or _mistaken(examiner, check, question)
        outcome = Outcome.FAILED if wrong else Outcome.PASSED
        reports[check] = Report(outcome, question.asks or check, (wrong,) if wrong else ())
    return reports


def answered(examiner: Examiner, exercise: Exercise) -> tuple[dict[str, str], str]:
    """What was answered, by the check that asks, and what was written in words of one's own.

    A question without an answer has an empty one: the check that is not among them asked for words.
    """
    given, answers, written = _answers(examiner).given, {}, []
    for check, question in exercise.checks.items():
        answer = given.get(key_of(check), "")
        text = (answer if isinstance(answer, str) else ", ".join(answer)).strip()
        if question.least:
            written.append(text)
        else:
            answers[check] = cut(text.lower(), LONGEST)
    return answers, "\n\n".join(filter(None, written))[:LONGEST_EXPLANATION]


def findings_of_answers(
    examiner: Examiner, exercise: Exercise, places: Places
) -> tuple[Finding, ...]:
    """One finding for all answers that are missing, and one for each that is wrong.

    The right answer is in none of them.
    """
    return tuple(_findings(examiner, exercise, places))


def _missing(examiner: Examiner, check: str, question: Question) -> Evidence | None:
    """Too few words, where that is what is wrong."""
    least, words = question.least or 1, _answers(examiner).words(key_of(check))
    if words >= least:
        return None
    expected = "an answer" if least == 1 else f"at least {least} words"
    return Evidence(key_of(check), expected, f"{words} words" if words else "none yet")


def _mistaken(examiner: Examiner, check: str, question: Question) -> Evidence | None:
    """The answer, where it is not right; what would be is not given away."""
    key, answers = key_of(check), _answers(examiner)
    if question.orders:
        order = answers.sequence(key)
        whole = sorted(order) == sorted(question.words)
        wrong = order not in question.orders
        expected = "another one" if whole else "each call once"
        return Evidence(key, expected, ", ".join(order)) if wrong else None
    answer = answers.text(key)
    wrong = question.right is not None and _as_word(answer) != question.right
    return Evidence(key, "another answer", answer) if wrong else None


def _answers(examiner: Examiner) -> Answers:
    return examiner.answers or Answers({}, {})


def _findings(examiner: Examiner, exercise: Exercise, places: Places) -> Iterator[Finding]:
    if examiner.absent is not None:
        yield _unread(examiner.absent, exercise, places)
        return
    slips = _answers(examiner).slips
    for slip in slips:
        spoilt = Mishap("syntax-error", text=slip.why, source=slip.text, file=exercise.file,
                        line=slip.line)  # fmt: skip
        yield _unread(spoilt, exercise, places)
    lines, questions = _answers(examiner).lines, exercise.checks
    missing = [key_of(check) for check in questions if _missing(examiner, check, questions[check])]
    # What a slip has spoilt is not told twice: an answer that is there, and cannot be read.
    if missing and not slips:
        known = [lines[key] for key in missing if key in lines]
        text = ", ".join(_missed(examiner, key) for key in missing)
        yield _finding("missing-answer", exercise, min(known, default=None), text=text)
    for check, question in questions.items():
        wrong = _mistaken(examiner, check, question)
        if wrong is None or wrong.what in missing:
            continue
        unknown = _not_offered(question, wrong.got)
        found = _finding(
            "unknown-word" if unknown else "wrong-prediction", exercise, lines.get(wrong.what),
            question=(question.asks or check).rstrip("."),
            text=cut(unknown or wrong.got, LONGEST), offered=", ".join(question.words),
        )  # fmt: skip
        yield found if unknown else _with_experiment(found, check, question)


def _with_experiment(found: Finding, check: str, question: Question) -> Finding:
    """A prediction that does not hold, with what shows it."""
    lead = found.hint if question.experiment is None else RUN
    hint = f"{lead} {question.look or ''}".rstrip()
    return replace(found, check=check, hint=hint, experiment=question.experiment or "")


def _unread(mishap: Mishap, exercise: Exercise, places: Places) -> Finding:
    """A file of answers that is not there, or a line of it that cannot be read."""
    return _finding(
        mishap.kind, exercise, mishap.line, file=places.of(exercise.file)[0],
        place=place_in_words(mishap, exercise, places), text=places.quoted(cut(mishap.text)),
        caret=caret(mishap),
    )  # fmt: skip


def _not_offered(question: Question, answer: str) -> str:
    """What of an answer is none of the words that its question offers."""
    words = answer.split(", ") if question.orders else [answer]
    return ", ".join(word for word in words if _as_word(word) not in question.words)


def _as_word(answer: str) -> str:
    """An answer as words are written in course.yaml: a dash, or the point of a number, as `_`."""
    return answer.replace("-", "_").replace(".", "_")


def _missed(examiner: Examiner, key: str) -> str:
    """The name of an answer, and why what stands there is none yet."""
    words = _answers(examiner).words(key)
    return f"{key} ({words} {'word is' if words == 1 else 'words are'} too few)" if words else key


def _finding(kind: str, exercise: Exercise, line: int | None, **fields: str) -> Finding:
    """The finding of the catalogue's entry for that kind."""
    entry = next(entry for entry in catalogue() if kind in entry.kinds)
    message = entry.message.format(**{"caret": "", **fields})
    return Finding(entry.code, message, entry.hint, entry.severity,
                   exercise.file, line)  # fmt: skip
