"""The first level of `mnist-grade debug`: the calls of the loop, to be put in an order."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli.asking import asked, somebody_is_there
from grader.cli.exit_status import NOT_PASSED, PASSED, USAGE, end
from grader.cli.writing import write_new

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from grader.results.orders import Order

_NEXT = "The next level is a whole loop with a mistake in it:"


def pose_order(number: int, out: Path | None) -> None:
    """Show the lines of a puzzle and try the orders that are typed; in a pipe, write a file."""
    from rich.console import Console

    from grader.course.authored import shown
    from grader.course.shipped import shipped_folder
    from grader.report.orders import print_order

    console, order = Console(), shown(shipped_folder(), "order").posed(number)
    if out is not None or not somebody_is_there():
        target = out or Path(f"puzzle-{number}.py")
        write_new(target, order.text(str(target)))
        print_order(order, console, file=str(target))
        return
    print_order(order, console)
    question = "Your order, as numbers with spaces between them (Enter ends):"
    while typed := asked(question):
        try:
            calls = order.numbered([int(n) for n in re.findall(r"\d{1,9}", typed)])
        except ValueError as error:
            console.print(f"    {error}", highlight=False, markup=False)
            continue
        if _is_right(order, calls, console):
            sys.exit(PASSED)
    sys.exit(NOT_PASSED)


def check_order(file: Path, number: int, text: str) -> None:
    """Try the order that stands in a file, and end with whether it trains."""
    from rich.console import Console

    from grader.course.authored import shown
    from grader.course.shipped import shipped_folder

    order: Order = shown(shipped_folder(), "order").posed(number)
    try:
        calls = order.read(text)
    except ValueError as error:
        end(f"{file}: {error}", USAGE)
    sys.exit(PASSED if _is_right(order, calls, Console()) else NOT_PASSED)


def _is_right(order: Order, calls: Sequence[str], console: Console) -> bool:
    from grader.course.authored import shown
    from grader.course.shipped import shipped_folder
    from grader.report.orders import print_tried
    from grader.report.text import Page

    tried = shown(shipped_folder(), "order").tried(calls)
    code = dict(order.lines)
    print_tried(tried, [code[call] for call in calls], console)
    if tried.fits:
        page = Page.on(console)
        page.say(_NEXT, indent=4)
        page.command("mnist-grade debug --level 2", indent=8)
    return bool(tried.fits)
