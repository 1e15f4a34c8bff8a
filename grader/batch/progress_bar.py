"""How a run is told of: a bar on a terminal, a line now and then in a log, and the end of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from grader.batch.run import Step

LINE_EVERY = 30.0
_WINDOW = 200  # the rate is that of the last so many


@dataclass
class Meter:
    """Counts steps and knows the rate: only what is really graded takes time."""

    total: int
    steps: Counter[Step] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)

    def count(self, step: Step, now: float) -> None:
        """One submission more."""
        self.steps[step] += 1
        if step in (Step.GRADED, Step.FAILED):
            self.times = [*self.times[1 - _WINDOW :], now]

    @property
    def done(self) -> int:
        return self.steps.total()

    @property
    def rate(self) -> float:
        """Submissions graded in a second, 0 while there are too few to tell."""
        spent = self.times[-1] - self.times[0] if len(self.times) > 1 else 0.0
        return (len(self.times) - 1) / spent if spent > 0 else 0.0

    def line(self) -> str:
        """Rate, time left and failures in words."""
        left = _duration((self.total - self.done) / self.rate) if self.rate else "?"
        return f"{self.rate:.1f}/s, {left} left, {self.steps[Step.FAILED]} could not be judged"


@contextmanager
def progress_bar(total: int, console: Console) -> Iterator[Meter]:
    """A meter that is shown while the block runs; see `Shown`."""
    meter = Shown(total)
    if not console.is_terminal:
        meter.last = time.monotonic()
        meter.console = console
        yield meter
        return
    columns = BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}")
    with Progress(*columns, console=console, transient=True) as progress:
        meter.progress = progress
        progress.add_task("warming up", total=total)
        yield meter


@dataclass
class Shown(Meter):
    """A meter on a console."""

    console: Console | None = None
    progress: Progress | None = None
    last: float = 0.0

    def tell(self, step: Step) -> None:
        """Count one submission and show where the run is."""
        now = time.monotonic()
        self.count(step, now)
        if self.progress is not None:
            task = self.progress.task_ids[0]
            self.progress.update(task, completed=self.done, description=self.line())
        elif self.console is not None and now - self.last > LINE_EVERY:
            self.last = now
            line = f"{self.done} of {self.total} done, {self.line()}"
            self.console.print(line, highlight=False, soft_wrap=True)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
