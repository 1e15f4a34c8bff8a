"""A puzzle on a terminal: how its training went, and what is still wrong with a repair."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console

from grader.findings.catalogue import by_code
from grader.report.reading import errors_of, outcome_of, title_of
from grader.report.text import Page, as_sentence, encodable, flat, number
from grader.results.curves import Curves
from grader.results.finding import Finding
from grader.results.harmless import as_word
from grader.results.verdict import ExerciseResult, Grade, Outcome, Visibility

BARS = "▁▂▃▄▅▆▇█"
TITLES = {
    "training_loss": "Loss that it reports while it trains",
    "loss": "Loss that it reports on digits it has not seen",
    "accuracy": "Accuracy that it reports on these",
    "measured": "Accuracy on these as we measure it",
    "gradient": "Length of the gradient that each epoch leaves behind",
}
# What a learner may predict of a loop's training loss.
PREDICTIONS = (
    "It falls as it should, and something else goes wrong",
    "It falls, but ends higher than it should",
    "It hardly moves",
    "It grows, or jumps up and down",
)


def print_posed(seed: int, level: int, file: str, console: Console) -> None:
    """Print what a puzzle is, and ask what its loop will do, before anything is shown of it."""
    page = Page.on(console)
    page.say(f"Puzzle {seed}, level {level}", "bold")
    page.say(
        f"{flat(file)} holds a whole training loop. It runs without an error, and it has one "
        "mistake."
    )
    page.gap()
    page.say("Predict", "bold", lead="1  ")
    page.say("Read the file once, line by line. What will its training loss do?", indent=3)


def print_observed(broken: Curves, right: Curves, console: Console) -> None:
    """Print how a puzzle trains, beside a loop that is right: curves, and the gradient's length."""
    page = Page.on(console)
    page.gap()
    page.say("Observe", "bold", lead="2  ")
    page.say("How it trains on real digits, epoch by epoch, beside a loop that is right:", indent=3)
    page.gap()
    for name, title in TITLES.items():
        one, other = getattr(broken, name), getattr(right, name)
        if not one or (name == "measured" and one == broken.accuracy):
            continue  # nothing that was not said
        page.say(title, "bold", indent=3)
        span = _span((*one, *other))
        page.say(_row(one, span, console), indent=5, lead="this loop   ")
        page.say(_row(other, span, console), indent=5, lead="a right one ")
        page.gap()


def print_locate(console: Console) -> None:
    """Print the question where the mistake is."""
    page = Page.on(console)
    page.say("Locate", "bold", lead="3  ")
    page.say(
        "Which number goes wrong first: the loss, the gradient, or the weights? Which part of the "
        "loop makes that number, and which one should have cleared or read it?",
        indent=3,
    )


def print_located(guess: str, part: str, console: Console) -> None:
    """Print whether a mistake that is mended was where it had been looked for."""
    if not guess:
        return
    said = f"It was in {part}, where you had located it."
    if guess != part:
        said = f"You had located it in {guess}; it was in {part}."
    Page.on(console).say(said)


def print_steps(file: str, console: Console) -> None:
    """Print what is left to do after a puzzle was looked at."""
    page = Page.on(console)
    page.say("Mend", "bold", lead="4  ")
    page.say("Change that place alone, and run:", indent=3)
    page.command("mnist-grade debug --check", as_word(file), indent=7)
    page.say("Say why", "bold", lead="5  ")
    page.say("In one sentence, why did it help? You are asked when it is mended.", indent=3)


def print_own_puzzle(seed: int, file: str, grade: Grade, again: str, console: Console) -> None:
    """Print what is observed of a puzzle of a course of one's own, and what to do."""
    page = Page.on(console)
    page.say(f"Puzzle {seed}", "bold")
    page.say(f"{flat(file)} holds a solution with one mistake in it. This is observed:")
    for exercise in grade.exercises:
        _observed(page, exercise)
    page.gap()
    page.say("Find out why, and mend the file. Then run:")
    page.command("mnist-grade debug --check", as_word(file), again)


def print_verdict(
    grade: Grade, names: Mapping[str, str], mistake: tuple[str, str] | None, console: Console,
    another: str = "mnist-grade debug --level 2, or --level 3",
) -> None:  # fmt: skip
    """Say that it is repaired, with the mistake's code and belief, or what is still observed.

    `names` says what the file is called by the name under which it was graded.
    """
    page = Page.on(console)
    if grade.passed:
        page.say("Repaired: every check passes.", "green")
        if mistake is not None:
            code, believes = mistake
            page.say(f"The mistake is known as {code}. What leads to it is to believe:")
            page.say(f'"{believes}"', indent=4)
            page.say(f"More: mnist-grade why {code}")
        page.say(f"Another one: {another}")
        return
    page.say("Not yet. This is still observed:", "bold")
    failed = [e for e in grade.exercises if outcome_of(e) is Outcome.FAILED]
    findings = {f.code: f for exercise in failed for f in errors_of(exercise)}.values()
    for finding in findings:
        if _says_no_cause(finding):
            message = finding.message
            for graded, own in names.items():
                message = message.replace(graded, flat(own))
            page.say(message, indent=2)
    for exercise in failed:
        _observed(page, exercise)
    hint = next((finding.hint for finding in findings if finding.hint), "")
    if hint:
        page.gap()
        page.say(hint, "italic", lead="Hint: ", lead_style="bold")
    page.say("Mend the file and run the same again.")


def _says_no_cause(finding: Finding) -> bool:
    """Whether a finding tells of an error in the file, not of the mistake that is looked for."""
    return any(not entry.exercises for entry in by_code().get(finding.code, ()))


def _observed(page: Page, exercise: ExerciseResult) -> None:
    """The checks of one part of the loop that failed, and what the first of them saw."""
    visible = [
        check
        for check in exercise.checks
        if check.outcome is Outcome.FAILED and check.visibility is Visibility.VISIBLE
    ]
    if not visible:
        page.mark(Outcome.FAILED, f"{exercise.id}: a hidden check", indent=2)
    for number_of, check in enumerate(visible):
        page.mark(check.outcome, title_of(check), indent=2)
        for evidence in check.evidence[: number_of == 0]:
            page.say(as_sentence(evidence.plain), "dim", indent=6)


def bars(rows: Sequence[Sequence[float]], console: Console) -> list[str]:
    """Curves as bars of one scale; empty where the console has none."""
    span = _span(value for values in rows for value in values)
    fine = encodable(BARS, console.encoding) == BARS
    return ["".join(_bar(value, span) for value in values) if fine else "" for values in rows]


def _row(values: Sequence[float], span: tuple[float, float], console: Console) -> str:
    """A curve as bars, where the console has them, and its numbers."""
    bars = "".join(_bar(value, span) for value in values)
    drawn = f"{bars}  " if encodable(BARS, console.encoding) == BARS else ""
    return drawn + " ".join(number(value) for value in values)


def _bar(value: float, span: tuple[float, float]) -> str:
    low, high = span
    if not math.isfinite(value):
        return "!"
    share = (value - low) / (high - low) if high > low else 0.0
    return BARS[min(len(BARS) - 1, int(share * len(BARS)))]


def _span(values: Iterable[float]) -> tuple[float, float]:
    finite = [value for value in values if math.isfinite(value)]
    return min(finite, default=0.0), max(finite, default=1.0)
