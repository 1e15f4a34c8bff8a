"""The proof of a course on a terminal, and what the engine makes of its exercises."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console

from grader.report.text import Page, flat
from grader.results.harmless import as_word
from grader.results.verdict import Outcome

if TYPE_CHECKING:
    from grader.judge.overview import Looked, Overview
    from grader.judge.problems import Problem
    from grader.judge.proof import Proof


def print_proof(proof: Proof, course: str, console: Console) -> None:
    """Print what each exercise's checks catch, what is wrong, and what to type next."""
    page = Page.on(console)
    for exercise, seconds in proof.seconds.items():
        count = proof.mutants.get(exercise, 0)
        words = f"{count} changed solutions" if count else ""
        page.say(f"{exercise}  {words}", "bold", right=f"{seconds:.1f} s")
        for code, checks in proof.caught.get(exercise, {}).items():
            caught = f"caught by {', '.join(checks)}" if checks else "not caught"
            page.mark(Outcome.PASSED if checks else Outcome.FAILED, f"{code}: {caught}", indent=2)
        for step in () if proof.problems else proof.next_steps.get(exercise, ()):
            page.say(f"next, if you like: {flat(step)}", "dim", indent=2)
    print_problems(proof.problems, page)
    page.gap()
    if proof.problems:
        page.say("Mend the first, then:")
        page.command("mnist-grade course prove", *_words(proof), *_course(course))
        return
    page.say("Proven.", "green", lead="", indent=0)
    page.say("Hand it out:")
    page.command("mnist-grade release student-edition", *_course(course))


def print_problems(problems: Iterable[Problem], page: Page) -> None:
    """Print each problem with its place and what to do."""
    for problem in problems:
        place = f"{problem.where}:{problem.line}" if problem.line else problem.where
        page.gap()
        page.say(flat(place), "bold")
        page.say(flat(problem.what), indent=2)
        if problem.remedy:
            page.say(flat(problem.remedy), indent=2, lead=f"{page.symbols.arrow} ")
        if problem.paste:
            page.line(problem.paste)


def print_overview(found: Iterable[Overview], console: Console) -> None:
    """Print what is handed over, what is looked at, and what is named, exercise by exercise."""
    page = Page.on(console)
    for exercise in found:
        kind = "" if exercise.kind == "functions" else f" ({exercise.kind})"
        page.say(f"{exercise.exercise}{kind}", "bold")
        how = "written" if exercise.written else "inferred"
        for check, title in exercise.checks:
            lead = f"check {check}" + (f" ({how})" if exercise.kind != "predictions" else "")
            page.say(flat(title), indent=2, lead=f"{lead}: ")
        for function in exercise.functions:
            _function(page, function)
        for code, believes in exercise.mistakes:
            page.say(f'"{flat(believes)}"', indent=2, lead=f"own mistake {code}: ")
        page.gap()
    page.say(
        "Named everywhere without a word from you: a crash, an endless loop, too much memory, a "
        "wrong signature, code that is no Python."
    )


def _function(page: Page, function: Looked) -> None:
    page.say(function.name, "bold", indent=2)
    for name, words in function.handed:
        page.say(words, indent=4, lead=f"is handed {name}: ")
    page.say(", ".join(function.returns) or "nothing", indent=4, lead="gives back ")
    page.say(", ".join(function.looks), indent=4, lead="looked at: ")
    if function.builtin:
        page.say(", ".join(function.builtin), indent=4, lead="built-in mistakes: ")


def _words(proof: Proof) -> list[str]:
    """The exercise to name, where it was one alone."""
    return [*proof.seconds] if len(proof.seconds) == 1 else []


def _course(course: str) -> list[str]:
    return ["--course", as_word(course)] if course else []
