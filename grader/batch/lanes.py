"""Lanes of this machine: one warm judge a core, submissions handed out as they become free."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Self

from grader.batch.not_judged import not_judged
from grader.errors import JudgeError
from grader.judge.job import Job, JobResult
from grader.judge.process import MOST_DEATHS, START_SECONDS, JudgeDied, JudgeProcess
from grader.judge.setup import Grounds, Setup
from grader.sandbox.cores import cores, known_cores

# Lanes that die before they are warm, one after another: this machine cannot grade.
MOST_FALSE_STARTS = 3


@dataclass(slots=True)
class _Work:
    """A submission under way, and how often a lane died over it."""

    job: Job
    deaths: int = 0


@dataclass(slots=True, eq=False)
class _Slot:
    """A place for one lane; the lane comes with its first submission."""

    core: int | None = None
    lane: JudgeProcess | None = None
    work: _Work | None = None
    warm: bool = False
    deadline: float = 0.0


@dataclass
class LocalLanes:
    """So many lanes on this machine; a context manager that ends them."""

    setup: Setup
    grounds: Grounds
    count: int = field(default_factory=cores)

    def __post_init__(self) -> None:
        # A lane that had two cores to itself would be faster with both.
        known = known_cores()
        places = known if len(known) == self.count else [None] * self.count
        self._slots = [_Slot(core) for core in places]
        self._again: deque[_Work] = deque()
        self._false_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """End every lane; at once where something went wrong."""
        for slot in self._slots:
            if slot.lane is not None:
                slot.lane.channel.close()
        for slot in self._slots:
            if slot.lane is not None:
                slot.lane.close(5.0 if kind is None else 0.0)

    def grade(self, jobs: Iterator[Job]) -> Iterator[JobResult]:
        """The grades as they come; a job is drawn when a lane is free, so few are in memory.

        Raises:
            BatchError: a lane refuses to grade.
            JudgeError: no lane can be started.
        """
        while True:
            for slot in self._slots:
                if slot.work is None:
                    self._hand_out(slot, jobs)
            busy = {s.lane.channel: s for s in self._slots if s.work and s.lane}
            if not busy:
                return
            first = min(slot.deadline for slot in busy.values())
            ready = wait(list(busy), max(0.0, first - time.monotonic()))
            overdue = [s for s in busy.values() if s.deadline <= time.monotonic()]
            for slot in [busy[channel] for channel in ready] or overdue:  # type: ignore[index]
                yield from self._hear(slot)

    def _hand_out(self, slot: _Slot, jobs: Iterator[Job]) -> None:
        if self._again:
            slot.work = self._again.popleft()
        elif (job := next(jobs, None)) is not None:
            slot.work = _Work(job)
        else:
            return
        try:
            self._start(slot)
        except JudgeDied:
            # It died idle: nobody's fault. A fresh one gets the work.
            self._drop(slot)
            self._start(slot)

    def _start(self, slot: _Slot) -> None:
        """Give the slot's work to its lane, or to a fresh one once that is warm."""
        slot.deadline = time.monotonic() + START_SECONDS
        if slot.lane is None:
            slot.lane, slot.warm = JudgeProcess(), False
            slot.lane.begin(self.setup, self.grounds.digest)
        elif slot.warm and slot.work:
            slot.deadline = time.monotonic() + self.setup.patience
            slot.lane.hand(slot.work.job.content)

    def _hear(self, slot: _Slot) -> Iterator[JobResult]:
        """What a lane has to say: that it is warm, a grade, or nothing any more."""
        assert slot.lane is not None
        assert slot.work is not None
        work = slot.work
        try:
            if not slot.warm:
                slot.lane.greet()
                if slot.core is not None:
                    slot.lane.keep_to(slot.core)
                slot.warm, self._false_starts = True, 0
                self._start(slot)
                return
            graded = slot.lane.answer(work.job.key, seconds=0.0)
        except JudgeDied as error:
            yield from self._died(slot, str(error))
            return
        slot.work = None
        if not graded.failed:
            yield graded
            return
        # This lane has ended itself; another one may do better.
        self._drop(slot)
        work.deaths += 1
        if work.deaths < MOST_DEATHS:
            self._again.append(work)
        else:
            yield graded

    def _died(self, slot: _Slot, words: str) -> Iterator[JobResult]:
        work, warm, slot.work = slot.work, slot.warm, None
        assert work is not None
        self._drop(slot)
        if not warm:
            self._again.appendleft(work)
            self._false_starts += 1
            if self._false_starts >= MOST_FALSE_STARTS:
                raise JudgeError(f"no judge can be started here: {words}")
            return
        work.deaths += 1
        if work.deaths < MOST_DEATHS:
            self._again.append(work)
            return
        why = f"could not be judged: {MOST_DEATHS} judges ended over it. {words}"
        yield not_judged(self.setup, self.grounds, work.job.key, why)

    def _drop(self, slot: _Slot) -> None:
        if slot.lane is not None:
            slot.lane.close(0.0)
        slot.lane, slot.warm = None, False
