"""One hint on a terminal: what the last check found, the hint, and how many are left."""

from __future__ import annotations

from rich.console import Console

from grader.learn.hints import Hint
from grader.report.text import Page, clean, flat
from grader.results.harmless import as_word

UNTOUCHED = {"not-implemented", "missing-answer"}


def print_hint(hint: Hint, console: Console, *, folder: str, kept: bool) -> None:
    """Print a hint; `kept` says whether it could be remembered that it was taken."""
    page = Page.on(console)
    page.say(flat(hint.exercise.title), "bold")
    _standing(page, hint)
    page.gap()
    again = " again" if hint.repeated else ""
    lead = f"Hint {hint.number} of {len(hint.hints)}{again}: "
    page.say(hint.text, lead=lead, lead_style="bold")
    page.gap()
    _rest(page, hint)
    where = as_word(clean(folder).replace("\n", " "))
    page.say("When you have tried something:")
    page.command("mnist-grade check", where, f"--exercise {hint.exercise.id}")
    if not kept:
        page.say("(Which hints you took cannot be remembered here: no folder for it.)", "dim")


def _standing(page: Page, hint: Hint) -> None:
    """The finding of the last check, its own hint first; a word where there is none."""
    standing = hint.standing
    if standing is None:
        return
    if standing.passed:
        page.say("It passed in your last check, so this is for your curiosity.", indent=2)
    elif standing.code and standing.code not in UNTOUCHED:
        place = f"{standing.file}:{standing.line}" if standing.line else standing.file
        where = f" at {flat(place)}" if place else ""
        page.say(f"Your last check found [{flat(standing.code)}]{where}.", indent=2)
        # With hints of its own the mistake begins anew, from the weakest.
        said = standing.message if hint.of_finding else standing.hint
        page.say(said, "italic", indent=2)
        if standing.experiment:
            page.source(standing.experiment, indent=6)


def _rest(page: Page, hint: Hint) -> None:
    name = "this mistake" if hint.of_finding else hint.exercise.id
    if hint.left:
        count = "1 more hint" if hint.left == 1 else f"{hint.left} more hints"
        page.say(f"There {'is' if hint.left == 1 else 'are'} {count} for {name}, each says more.")
        return
    page.say(f"This is the last hint for {name}.")
    standing = hint.standing
    if standing and standing.code and not standing.passed:
        page.say(f"At length: mnist-grade why {flat(standing.code)}")
    page.say("Still stuck? The lesson's part on this call is a good next place, or a person.")
