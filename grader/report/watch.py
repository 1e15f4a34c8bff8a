"""What `mnist-grade watch` shows: the whole on a screen, or one line a result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from types import MappingProxyType

from rich.console import Console
from rich.text import Text

from grader.learn.at_hand import Tool, Tools
from grader.learn.standing import UNGRADABLE
from grader.learn.watching import Changes, Gone, Look
from grader.report.live import Screen
from grader.report.reading import (
    TO_GO_ON,
    UNTOUCHED,
    advice,
    errors_of,
    first_failed,
    outcome_of,
    printed_in,
    title_of,
    unanswered,
    untouched,
)
from grader.report.text import Page, encodable, flat, number, points
from grader.results.verdict import CheckResult, ExerciseResult, Grade, Outcome

MOST_NEWS = 6
MOST_LISTED = 3


class LookScreen(Screen):
    """Shows one look after the other, each in the place of the one before; a context manager.

    Where the console is no terminal, each look is one line.
    """

    def __init__(
        self, console: Console, folder: str, told: Mapping[str, str] = MappingProxyType({}),
        tools: Tools | None = None,
    ) -> None:  # fmt: skip
        """`told` is what the lesson says of each exercise that is to be written next."""
        super().__init__(console, screen=True)
        self._folder, self._told, self._tools = folder, told, tools
        self._last: Text | None = None

    def __exit__(self, *_: object) -> None:
        """Leave the screen as it was, with the last look below what was there."""
        super().__exit__()
        if self._last is not None:
            self._console.print(self._last)

    def show(self, look: Look | Gone) -> None:
        """Show a look."""
        if self._live is None:
            text = encodable(flat(line(look, self._folder)), self._console.encoding)
            self._console.print(text, soft_wrap=True, highlight=False, markup=False)
            return
        self._last = Text.from_ansi(self._drawn(look))
        hint = Text("\nSave a file to check it again. Ctrl-C ends.", "dim")
        self._live.update(Text.assemble(self._last, hint), refresh=True)

    def checking(self, files: Sequence[str]) -> None:
        """Say at once, below what was known, that these files are being checked."""
        if self._live is None:
            return
        old = Text("") if self._last is None else Text.assemble(self._last.plain, "\n", style="dim")
        few = _listed(files) if len(files) <= MOST_LISTED else f"{len(files)} files"
        now = Text(f"checking {few} ...", "bold")
        self._live.update(Text.assemble(old, now), refresh=True)

    def _drawn(self, look: Look | Gone) -> str:
        """As it looks on the console: shorter where it would not fit."""
        whole = self._printed(look, at_length=True)
        fits = whole.count("\n") < self._console.height - 3
        return whole if fits else self._printed(look, at_length=False)

    def _printed(self, look: Look | Gone, *, at_length: bool) -> str:
        console = self._console
        paper = Console(
            file=StringIO(), width=console.width, force_terminal=True, no_color=console.no_color,
            color_system="standard" if console.color_system else None, legacy_windows=False,
        )  # fmt: skip
        with paper.capture() as captured:
            draw(look, paper, self._folder, self._told, self._tools, at_length=at_length)
        return captured.get().rstrip("\n")


def draw(
    look: Look | Gone,
    console: Console,
    folder: str,
    told: Mapping[str, str] = MappingProxyType({}),
    tools: Tools | None = None,
    *,
    at_length: bool = True,
) -> None:
    """The whole of a look: every exercise on a line, what is new, and the one thing to do next."""
    page = Page.on(console)
    if isinstance(look, Gone):
        page.say(flat(folder), "bold")
        page.say(f"{flat(look.why)}. It is waited for.")
        return
    page.say(f"{flat(folder)}  ({look.grade.dataset}, {number(look.seconds)} s)", "bold")
    page.gap()
    for exercise in look.grade.exercises:
        _row(page, exercise)
    page.say(f"Score: {_score(look.grade)}", "bold")
    page.gap()
    if look.judged:
        page.say(f"Since you {' and '.join(_done(look))}:", "bold")
        nothing = [("=", "nothing is new")]
        for sign, text in list(news(look.changes, at_length=at_length)) or nothing:
            page.say(text, indent=2, lead=f"{sign} ", lead_style=_COLOURS[sign])
        page.gap()
    _next(page, look, told, tools)


def line(look: Look | Gone, folder: str) -> str:
    """A look on one line, for a pipe."""
    if isinstance(look, Gone):
        return f"{look.why}; it is waited for"
    where = ", ".join(_done(look, saved="")) or folder
    parts = [f"{where}: {_score(look.grade)}"]
    if look.changes.points:
        parts[0] += f" ({look.changes.points:+g})"
    parts += [text for _, text in news(look.changes, at_length=False)]
    if look.grade.status == "failed":
        parts.append("the grader itself failed, which is not your fault; start again")
    failed = first_failed(look.grade)
    if failed and not look.judged:
        parts.append(f"next: {failed.id}")
    return "; ".join([*map(flat, parts), f"{number(look.seconds)} s"])


_COLOURS = {"+": "green", "-": "red", "!": "red", "=": "dim"}


def news(changes: Changes, *, at_length: bool = True) -> Iterator[tuple[str, str]]:
    """Each thing that is new with its sign: + is better, - and ! are not, = is as it was."""
    turned = _turned if at_length else _counted
    yield from turned("+", "passes now", changes.passing)
    yield from turned("-", "fails now", changes.failing)
    for sign, what, codes in (
        ("+", "gone", changes.gone), ("!", "found", changes.found), ("=", "still", changes.same)
    ):  # fmt: skip
        yield from ((sign, f"{what}: {code}") for code in codes if code not in UNTOUCHED)


def _turned(
    sign: str, what: str, checks: Sequence[tuple[str, CheckResult]]
) -> Iterator[tuple[str, str]]:
    for exercise, check in checks[:MOST_NEWS]:
        yield sign, f"{what}: {exercise}: {title_of(check)}"
    if len(checks) > MOST_NEWS:
        yield sign, f"{what}: {len(checks) - MOST_NEWS} more checks"


def _counted(
    sign: str, what: str, checks: Sequence[tuple[str, CheckResult]]
) -> Iterator[tuple[str, str]]:
    for exercise, count in Counter(exercise for exercise, _ in checks).items():
        yield sign, f"{what}: {exercise} ({count} {'check' if count == 1 else 'checks'})"


def _row(page: Page, exercise: ExerciseResult) -> None:
    outcome = outcome_of(exercise)
    begun = not untouched(exercise)
    mark = outcome if begun or not exercise.bonus else None
    lead = (page.symbols.marks[mark] if mark else "-").ljust(page.symbols.width)
    style = {Outcome.PASSED: "green", Outcome.FAILED: "red"}.get(outcome, "") if mark else ""
    first = next(iter(errors_of(exercise)), None)
    text = ""
    if not begun:
        text = "not answered yet" if unanswered(exercise) else "not written yet"
    elif first is not None:
        place = f"{flat(first.file or '')}{f':{first.line}' if first.line else ''}"
        text = f"{flat(first.code)}  {place}"
        if first.code in UNGRADABLE:
            text = f"not gradable yet: {text}"
    score = f"{number(exercise.score)} / {number(exercise.max_score)}"
    page.say(f"{exercise.id:<14}{score:>9}   {text}", lead=lead, lead_style=style)


def _next(page: Page, look: Look, told: Mapping[str, str], tools: Tools | None) -> None:
    """The first finding of what was just saved, else of the first exercise that failed."""
    if look.grade.status == "failed":
        page.say("The grader itself could not finish; this is not your fault. Start again.")
        return
    saved = [e for e in look.grade.exercises if e.id in look.judged and errors_of(e)]
    failed = next(iter(saved), None) or first_failed(look.grade)
    if failed is None:
        page.say("Well done! Everything that was asked of you is right.", "green")
        page.say(TO_GO_ON)
        return
    page.say(f"Next: {failed.id}. {advice(failed)}.", "bold")
    finding = next(iter(errors_of(failed)), None)
    if finding is None or untouched(failed):
        page.say(told.get(failed.id, ""), "dim", indent=2)
        if tools is not None and failed.id in tools.loops:
            _tool(page, tools.to_begin(failed.id))
        return
    page.say(finding.message, indent=2)
    if finding.hint:
        page.say(finding.hint, "italic", indent=2, lead="Hint: ", lead_style="bold")
    if finding.experiment:
        page.source(finding.experiment, indent=6)
    page.printed(printed_in(failed), indent=2)
    page.say(f"More: mnist-grade hint {failed.id}, mnist-grade why {flat(finding.code)}", indent=2)
    if tools is not None and finding.code in tools.seen:
        _tool(page, tools.to_understand(finding.code, look.grade.trace))


def _tool(page: Page, tool: Tool) -> None:
    page.say(f"{tool.use} {' '.join(tool.command)}", indent=2)


def _score(grade: Grade) -> str:
    required = sum(e.score for e in grade.exercises if not e.bonus)
    bonus = sum(e.score for e in grade.exercises if e.bonus)
    more = f", and {number(bonus)} of the bonus" if bonus else ""
    return f"{number(required)} / {points(grade.max_score)}{more}"


def _done(look: Look, saved: str = "saved ") -> list[str]:
    """What was saved and what was deleted."""
    done = [f"{saved}{_listed(look.files)}"] if look.files else []
    return [*done, *([f"deleted {_listed(look.deleted)}"] if look.deleted else [])]


def _listed(names: Sequence[str]) -> str:
    listed = ", ".join(flat(name) for name in names[:MOST_LISTED])
    return listed + (", ..." if len(names) > MOST_LISTED else "")
