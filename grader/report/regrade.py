"""A regrade on the terminal: a table of who wins and who loses, with the reasons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.report.text import encodable, flat, number, points
from grader.results.regrade import Change, CheckChange, Comparison, ExerciseChange

MOST_NAMED = 3
_WORDS = {"": "not there", "passed": "passed", "failed": "failed", "not judged": "not judged"}


def print_changes(compared: Comparison, console: Console, *, unfolded: bool = False) -> None:
    """Print the table, the sums by exercise and check, and the lines that sum it all up.

    The same change of several students is one row with their number, unless it is `unfolded`.
    """
    changes = compared.changes
    if changes:
        folded = [[change] for change in changes] if unfolded else _folded(changes)
        _table(folded, console)
        if len(folded) < len(changes):
            _say(console, "Rows of several students are unfolded by --all.")
        _checks(changes, console)
    wins = [c.points for c in changes if c.points > 0]
    losses = [c.points for c in changes if c.points < 0]
    same = len(changes) - len(wins) - len(losses)
    _say(console, _sum("win", wins))
    _say(console, _sum("lose", losses))
    _say(
        console,
        f"{same} changed in another way, {compared.unchanged} not at all.",
    )
    _left_behind(changes, console)


def _left_behind(changes: Sequence[Change], console: Console) -> None:
    """What was decided by hand before and is not any more, with the way to take it along."""
    left = [(change.name, words) for change in changes for words in change.left_behind]
    if not left:
        return
    _say(console, f"{len(left)} decided by hand before, and not any more:")
    for name, words in left:
        _say(console, encodable(f"  {flat(name)}: {flat(words)}", console.encoding))
    _say(console, "To take them along, grade with `mnist-grade batch ... --overrides OLD`.")


def _sum(verb: str, gains: Sequence[float]) -> str:
    if not gains:
        return f"Nobody {verb}s points."
    return f"{len(gains)} {verb}{'s' if len(gains) == 1 else ''} {points(abs(sum(gains)))} in all."


def _folded(changes: Sequence[Change]) -> list[list[Change]]:
    """The changes, those together that change the same by the same points.

    What the students had before may differ, and so may the lines of their findings.
    """
    groups: dict[object, list[Change]] = defaultdict(list)
    for change in changes:
        exercises = tuple(map(_same, change.exercises))
        lone = () if change.points or exercises else (change.key,)
        groups[change.points, change.reasons, exercises, lone].append(change)
    return [*groups.values()]


def _same(exercise: ExerciseChange) -> tuple[object, ...]:
    """What is the same of an exercise where its change is."""
    before, after = exercise.before, exercise.after
    known = before is not None and after is not None
    gain = round((after or 0) - (before or 0), 6) if known else (before, after)
    came, went = (tuple(map(_code, found)) for found in (exercise.came, exercise.went))
    return exercise.id, gain, exercise.checks, came, went


def _code(finding: str) -> str:
    return finding.partition(" ")[0]


def _table(folded: Sequence[Sequence[Change]], console: Console) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("student", "before", "after", "points", "why"):
        right = title in ("before", "after", "points")
        table.add_column(
            title, justify="right" if right else "left", overflow="fold", no_wrap=right
        )
    for changes in folded:
        first = changes[0]
        style = "red" if first.points < 0 else "green" if first.points > 0 else ""
        cells = _who(changes), _span([c.before for c in changes]), _span([c.after for c in changes])
        each = " each" if len(changes) > 1 else ""
        table.add_row(
            *(_text(console, cell) for cell in cells),
            Text(f"{_signed(first.points)}{each}" if first.points else "", style),
            _text(console, *_why(changes)),
        )
    console.print(table)


def _who(changes: Sequence[Change]) -> str:
    """One student by name, and several by their number and the first of them."""
    names = ", ".join(change.name for change in changes[:MOST_NAMED])
    if len(changes) == 1:
        return names
    more = ", ..." if len(changes) > MOST_NAMED else ""
    return f"{len(changes)} students: {names}{more}"


def _span(scores: Sequence[float | None]) -> str:
    known = sorted({score for score in scores if score is not None})
    if len(known) > 1:
        return f"{_score(known[0])} to {_score(known[-1])}"
    return _score(known[0] if known else None)


def _why(changes: Sequence[Change]) -> Iterator[str]:
    """Why the points of these students changed, for all of them in the same way."""
    yield from changes[0].reasons
    for exercises in zip(*(change.exercises for change in changes), strict=True):
        before, after = _span([e.before for e in exercises]), _span([e.after for e in exercises])
        yield f"{exercises[0].id}: {before}, {'as before' if before == after else f'now {after}'}"
        yield from (f"  {line}" for line in _details(exercises))


def _details(exercises: Sequence[ExerciseChange]) -> Iterator[str]:
    for check in exercises[0].checks:
        yield f"{check.id}: {_flip(check)}"
    yield from (f"found: {finding}" for finding in _findings([e.came for e in exercises]))
    yield from (f"no more: {finding}" for finding in _findings([e.went for e in exercises]))


def _findings(each: Sequence[Sequence[str]]) -> Sequence[str]:
    """The findings with their places, without them where the places differ."""
    return each[0] if len({*map(tuple, each)}) == 1 else [_code(finding) for finding in each[0]]


def _flip(check: CheckChange) -> str:
    gain = f" ({_signed(check.points)})" if check.points else ""
    if check.before == check.after:
        return f"other points{gain}"
    return f"{_WORDS[check.before]}, now {_WORDS[check.after]}{gain}"


def _checks(changes: Sequence[Change], console: Console) -> None:
    """How often each check flipped, and which way."""
    flips: Counter[tuple[str, str, str]] = Counter()
    sums: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    for change in changes:
        for exercise in change.exercises:
            for check in exercise.checks:
                words = f"{_WORDS[check.before]}, now {_WORDS[check.after]}"
                key = (
                    exercise.id,
                    check.id,
                    words if check.before != check.after else "other points",
                )
                flips[key] += 1
                sums[key] += check.points
    if not flips:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title="By check", title_justify="left")
    for title in ("exercise", "check", "change", "how many", "points"):
        table.add_column(title, justify="right" if title in ("how many", "points") else "left")
    for key, count in flips.most_common():
        texts = (_text(console, cell) for cell in key)
        table.add_row(*texts, str(count), _signed(sums[key]))
    console.print(table)


def _score(value: float | None) -> str:
    return "-" if value is None else number(value)


def _signed(value: float) -> str:
    return f"+{number(value)}" if value > 0 else number(value)


def _text(console: Console, *lines: str) -> Text:
    """Lines of a cell, with the spaces in front kept."""
    kept = (" " * (len(line) - len(line.lstrip(" "))) + flat(line) for line in lines)
    return Text("\n".join(encodable(line, console.encoding) for line in kept))


def _say(console: Console, sentence: str) -> None:
    console.print(Text(sentence), soft_wrap=True)
