"""A run over a class: read, skip what is stored, grade the rest once, store it as it comes."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from grader.batch.ledger import Ledger
from grader.batch.opening import OutOfReach, open_turn_in
from grader.batch.roll import Handed
from grader.batch.setting_aside import set_aside
from grader.batch.store import Store
from grader.errors import JudgeError
from grader.judge.parcel import Graded, Parcel, intake_digest, pack
from grader.judge.setup import Grounds, Setup

# So many in a row that could not be judged: it is not the submissions.
MOST_FAILURES_IN_A_ROW = 10


class Step(Enum):
    """What just happened to a submission."""

    GRADED = "graded"
    KNOWN = "graded before"
    COPY = "the same files as another"
    FAILED = "could not be judged"


class Lanes(Protocol):
    """Whatever grades parcels: lanes of this machine, or a cluster."""

    def grade(self, parcels: Iterator[Parcel]) -> Iterator[Graded]:
        """The grades as they come, parcels drawn as there is room for them."""


@dataclass
class Run:
    """One run; `tell` is called once for each submission, `stopping` asked before each."""

    setup: Setup
    grounds: Grounds
    store: Store
    tell: Callable[[Step], None] = lambda step: None
    stopping: Callable[[], bool] = lambda: False
    steps: Counter[Step] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.store)
        self._copied: list[str] = []

    def grade(self, turn_ins: list[Handed], lanes: Lanes) -> None:
        """Grade what is not in the store yet.

        Raises:
            BatchError: the store or a lane refuses.
            JudgeError: nothing can be judged here.
        """
        in_a_row, failed = 0, set()
        for graded in lanes.grade(self._parcels(turn_ins)):
            self.store.put(graded)
            in_a_row = in_a_row + 1 if graded.failed else 0
            if in_a_row >= MOST_FAILURES_IN_A_ROW:
                raise JudgeError(
                    f"{in_a_row} submissions in a row could not be judged: the fault is here, not "
                    "in them. grades.db keeps all other results; see what the error says: "
                    + self._error_of(graded)
                )
            self._told(Step.FAILED if graded.failed else Step.GRADED)
            failed |= {graded.key} if graded.failed else set()
        self._copies_of(failed)

    def _copies_of(self, failed: set[str]) -> None:
        """What has the same files as one that could not be judged could not be either."""
        if count := sum(key in failed for key in self._copied):
            self.steps[Step.COPY] -= count
            self.steps[Step.FAILED] += count

    def _parcels(self, turn_ins: list[Handed]) -> Iterator[Parcel]:
        """What has to be graded, read one at a time."""
        under_way: set[str] = set()
        for handed in turn_ins:
            if self.stopping():
                return
            try:
                submission = open_turn_in(handed.turn_in, self.setup.course.wanted)
            except OutOfReach as error:
                self._out_of_reach(handed, str(error))
                continue
            key = self._key(intake_digest(submission))
            self.ledger.note(handed, key, submission.digest if submission.files else None)
            if key in under_way:
                self._copied.append(key)
                self._told(Step.COPY)
            elif self.store.has(key):
                self._told(Step.KNOWN)
            else:
                under_way.add(key)
                yield Parcel(key, pack(submission))

    def _out_of_reach(self, handed: Handed, why: str) -> None:
        key = self._key(f"out of reach: {handed.turn_in.name!a}")
        self.ledger.note(handed, key)
        self.store.put(set_aside(self.setup, self.grounds, key, f"could not be read: {why}"))
        self._told(Step.FAILED)

    def _key(self, digest: str) -> str:
        """Under which a grade is kept: what was handed in, and all that decides its grade."""
        return hashlib.sha256(f"{self.grounds.digest}\0{digest}".encode()).hexdigest()

    def _told(self, step: Step) -> None:
        self.steps[step] += 1
        self.tell(step)

    def _error_of(self, graded: Graded) -> str:
        return str(json.loads(zlib.decompress(graded.document))["error"])
