"""How long a play and a submission may take, and the clocks by which that is seen."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.sandbox.mishap import Mishap
from grader.sandbox.scratch import MOST_BYTES, MOST_FILES, is_too_full

# The worker's own clock ends a play first, and says in which line; this is what it may be late.
GRACE = 0.5


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one play may take: seconds of CPU time, and of wall-clock time in any case."""

    cpu: float
    wall: float

    def shared(self, parts: int) -> Patience:
        """One of so many parts of it, but never less than a quarter of a second."""
        return Patience(max(self.cpu / parts, 0.25), max(self.wall / parts, 0.25))

    def within(self, most: Patience) -> Patience:
        """No more of it than that."""
        pairs = (self.cpu, most.cpu), (self.wall, most.wall)
        return Patience(*(min(own, max(round(left, 1), 0.1)) for own, left in pairs))


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


class Watch:
    """Measures one play against its patience, by the clocks of the kernel, and what it writes."""

    # Seconds more where the worker's clock is a thread, which has to wait for its turn.
    more = 0.0
    # Bytes and files that it may write, where these are not the usual ones.
    room: tuple[int, ...] = ()

    def __init__(self, pid: int, scratch: str, patience: Patience) -> None:
        self.pid, self.scratch, self.patience = pid, scratch, patience
        self.wall = time.monotonic()
        # CPU seconds of the process when this began, and when it was looked at last.
        self.cpu = self.used = self._cpu()

    def check(self) -> None:
        """Raises: Mishap, when the patience is at its end."""
        late, self.used = GRACE + self.more, self._cpu() or self.used
        if self.used - self.cpu > self.patience.cpu + late:
            raise Mishap("timeout", text=f"{self.patience.cpu:g} s of CPU time")
        if time.monotonic() - self.wall > self.patience.wall + late:
            raise Mishap("timeout", text=f"{self.patience.wall:g} s")
        if is_too_full(self.scratch, *self.room):
            most_bytes, most_files = self.room or (MOST_BYTES, MOST_FILES)
            raise Mishap(
                "output-limit",
                text=f"files of more than {most_bytes >> 20} MB, or over {most_files} of them",
            )

    def _cpu(self) -> float:
        """CPU seconds of the process so far: Linux's clock id for another process's CPU clock."""
        try:
            return time.clock_gettime((~self.pid << 3) | 2)
        except (OSError, AttributeError):
            return 0.0
