"""The loop as a puzzle, on a terminal: its lines, and what happens in an order of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from rich.console import Console

from grader.report.debug import bars
from grader.report.text import Page, flat, number
from grader.results.harmless import as_word
from grader.results.orders import Order, Tried
from grader.results.verdict import Outcome

COLUMNS = 24
# So many times as long as at first is a gradient that grows.
GROWS = 3.0


def print_order(order: Order, console: Console, *, file: str = "") -> None:
    """Print the lines of a puzzle with their numbers, or the file in which they stand."""
    page = Page.on(console)
    page.say(f"Puzzle {order.number}, level 1: the loop in your hands", "bold")
    page.say(
        "Five of these seven lines make a training loop, in the right order. Two do not belong:"
    )
    page.gap()
    page.say("for images, labels in loader:", indent=4)
    for place, (_, code) in enumerate(order.lines, start=1):
        page.say(code, indent=6, lead=f"{place}  ")
    page.gap()
    if file:
        page.say(f"They stand in {flat(file)}. Move them there and take two out, then run:")
        page.command("mnist-grade debug --check", as_word(file))


def print_tried(tried: Tried, lines: Sequence[str], console: Console) -> None:
    """Print what happened in an order of the lines, in the words of what was seen."""
    page = Page.on(console)
    for line in lines or ["(no line)"]:
        page.say(line, "dim", indent=4)
    if tried.error[0]:
        where = f"In batch {len(tried.losses)} Python stops at {tried.error[0]!r}:"
        page.mark(Outcome.FAILED, where, indent=4)
        page.say(tried.error[1], indent=8)
        return
    _curves(page, tried, console)
    if not tried.fits:
        for place, said in enumerate(_seen(tried)):
            page.mark(None if place else Outcome.FAILED, said, indent=4)
        return
    page.mark(
        Outcome.PASSED, "It trains as a right loop does, batch by batch.", "bold green", indent=4
    )
    for said in _remarks(tried, lines):
        page.say(said, indent=4)


def _curves(page: Page, tried: Tried, console: Console) -> None:
    both = [_means(tried.losses), _means(tried.right)]
    page.say(f"Loss over {len(tried.right)} batches of real digits", indent=4)
    titles = ("your loop    ", "a right loop ")
    for title, row, means in zip(titles, bars(both, console), both, strict=True):
        ends = f"{number(means[0])} to {number(means[-1])}"
        page.say(f"{row}  {ends}".strip(), indent=6, lead=title)


def _means(losses: Sequence[float]) -> list[float]:
    """The losses in so many columns, each the mean of some batches."""
    size = max(1, math.ceil(len(losses) / COLUMNS))
    parts = [losses[at : at + size] for at in range(0, len(losses), size)]
    return [sum(part) / len(part) for part in parts]


def _seen(tried: Tried) -> Iterator[str]:
    """What is observed of an order that does not train as it should; never the cure."""
    found = [gradient or 0.0 for gradient in tried.gradients]
    if tried.stands_still:
        yield "No weight of the model has moved."
    else:
        yield "It does not train as a right loop does."
    if not found:
        yield "Nothing in the loop moves a weight."
    elif not any(found):
        yield "Each time it is called, optimizer.step() finds no gradient."
    elif found[-1] > GROWS * found[0]:
        yield (
            "The gradient that optimizer.step() finds grows: in the last batch it is "
            f"{number(found[-1] / found[0], 0)} times as long as in the first."
        )
    elif len(found) > len(tried.losses):
        yield "optimizer.step() is called more than once a batch."


def _remarks(tried: Tried, lines: Sequence[str]) -> Iterator[str]:
    clears = [at for at, line in enumerate(lines) if "zero_grad" in line]
    if clears:
        backward = next((at for at, line in enumerate(lines) if "backward" in line), 0)
        place = "before backward" if clears[0] < backward else "after the step"
        yield (
            f"zero_grad stands {place} here. At the beginning of the loop or at its end, every "
            "number comes out the same: what counts is that it is never between backward and step."
        )
    for code in tried.odd:
        yield f"{code!r} does not belong; where it stands it does no harm, and no good."
    if tried.gradients and tried.gradients[0] is None:
        yield "The first step finds nothing, and what the last batch taught is never used."
