"""How long a play and a submission may take, and the clocks by which that is seen."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from grader.sandbox.mishap import Mishap
from grader.sandbox.scratch import MOST_BYTES, MOST_FILES, is_too_full

# The worker's own clock ends a play first, and says in which line; this is what it may be late.
GRACE = 0.5
# The share of a submission's time that is kept for its end: what plays last may be late, and what
# came of it has to be told.
KEPT = 0.05

Clock = Callable[[], float]


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
    """What all that one submission causes may take together, from the moment that this is made.

    That is seconds of CPU time, of which `cpu` are used by then, and by the clock `wall_factor`
    times as many. What is taken of a part is taken of its `whole`, too.
    """

    seconds: float
    wall_factor: float = 1.0
    cpu: float = 0.0
    whole: Allowance | None = None
    begun: float = field(default_factory=time.monotonic)
    _under_way: list[tuple[Clock, float]] = field(default_factory=list)

    def part(self, seconds: float, wall_factor: float | None = None) -> Allowance:
        """So much of it for one thing; `wall_factor` is its own, where it is to be another."""
        return Allowance(seconds, wall_factor or self.wall_factor, whole=self)

    @property
    def left(self) -> Patience:
        """What of both is left just now; nothing where one of them is used up."""
        used = self.cpu + sum(max(clock() - before, 0.0) for clock, before in self._under_way)
        most = self.seconds if self.whole else self.seconds * (1 - KEPT)
        left = Patience(most - used, most * self.wall_factor - (time.monotonic() - self.begun))
        if self.whole:
            more = self.whole.left
            left = Patience(min(left.cpu, more.cpu), min(left.wall, more.wall))
        return left if min(left.cpu, left.wall) > 0 else Patience(0, 0)

    @contextlib.contextmanager
    def measured(self, clock: Clock) -> Iterator[None]:
        """Count what passes inside by a clock of CPU time."""
        before = clock()
        self._under_way.append((clock, before))
        try:
            with self.whole.measured(clock) if self.whole else contextlib.nullcontext():
                yield
        finally:
            self._under_way.remove((clock, before))
            self.cpu += max(clock() - before, 0.0)


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
