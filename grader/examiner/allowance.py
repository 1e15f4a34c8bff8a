"""What the processes of one submission may take together, and what is left of it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.sandbox.patience import Patience


@dataclass(slots=True)
class Allowance:
    """What the processes of one submission may take together, its naming included.

    That is seconds of CPU time, and by the clock `wall_factor` times as many.
    """

    seconds: float
    wall_factor: float = 1.0
    cpu: float = 0.0
    wall: float = 0.0

    @property
    def left(self) -> Patience:
        """What of both is left; nothing where one of them is used up."""
        cpu, wall = self.seconds - self.cpu, self.seconds * self.wall_factor - self.wall
        return Patience(cpu, wall) if min(cpu, wall) > 0 else Patience(0, 0)

    @contextlib.contextmanager
    def measured(self, cpu: Callable[[], float]) -> Iterator[None]:
        """Count what passes inside, by the clock and by one of CPU time."""
        before, started = cpu(), time.monotonic()
        try:
            yield
        finally:
            self.cpu += max(cpu() - before, 0.0)
            self.wall += time.monotonic() - started
