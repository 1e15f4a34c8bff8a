"""A run over a class: read, skip what is stored, grade the rest once, store it as it comes."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from grader.batch.ledger import Ledger
from grader.batch.matching import Handed
from grader.batch.not_judged import not_judged
from grader.batch.opening import OutOfReach, open_turn_in
from grader.batch.solvable import needs_proof, refuse_unsolvable, solution_of
from grader.batch.store import Store
from grader.errors import JudgeError
from grader.judge.job import Job, JobResult, intake_digest, pack
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
    """Whatever grades jobs: lanes of this machine, or a cluster."""

    def grade(self, jobs: Iterator[Job]) -> Iterator[JobResult]:
        """The grades as they come, jobs drawn as there is room for them."""


@dataclass
class Run:
    """One run; `tell` is called once for each submission, `stopping` asked before each.

    What the people named in `again` handed in is graded anew, though it is in the store;
    where `course_file` names the course, its own solution has to pass it first.
    """

    setup: Setup
    grounds: Grounds
    store: Store
    tell: Callable[[Step], None] = lambda step: None
    again: frozenset[str] = frozenset()
    course_file: Path | None = None
    stopping: Callable[[], bool] = lambda: False
    steps: Counter[Step] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.store, capped=not self.setup.course.bonus_above_maximum)
        self._copied: list[str] = []

    def grade(self, turn_ins: list[Handed], lanes: Lanes) -> None:
        """Grade what is not in the store yet.

        Raises:
            BatchError: the store or a lane refuses.
            CourseError: the course's own solution does not pass it.
            JudgeError: nothing can be judged here.
        """
        in_a_row, failed = 0, set()
        proof = self._proof()
        for graded in lanes.grade(chain(proof, self._parcels(turn_ins))):
            self.store.put(graded)
            if self.course_file and proof and graded.key == proof[0].key:
                refuse_unsolvable(_document(graded), self.course_file)
                continue
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

    def _proof(self) -> list[Job]:
        """The course's own solution, where nobody knows yet whether it passes.

        Raises:
            CourseError: it is known not to.
        """
        course = self.setup.course
        if self.course_file is None or not needs_proof(course):
            return []
        solution = solution_of(course)
        key = self._key(f"the course's own solution: {intake_digest(solution)}")
        known = self.store.get(key) if self.store.has(key) else None
        if known is None:
            return [Job(key, pack(solution))]
        refuse_unsolvable(
            _document(JobResult(key, known, failed=False, seconds=0.0)), self.course_file
        )
        return []

    def _copies_of(self, failed: set[str]) -> None:
        """What has the same files as one that could not be judged could not be either."""
        if count := sum(key in failed for key in self._copied):
            self.steps[Step.COPY] -= count
            self.steps[Step.FAILED] += count

    def _parcels(self, turn_ins: list[Handed]) -> Iterator[Job]:
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
            elif self.store.has(key) and not self.again & _known_as(handed):
                self._told(Step.KNOWN)
            else:
                under_way.add(key)
                yield Job(key, pack(submission))

    def _out_of_reach(self, handed: Handed, why: str) -> None:
        key = self._key(f"out of reach: {handed.turn_in.name!a}")
        self.ledger.note(handed, key)
        self.store.put(not_judged(self.setup, self.grounds, key, f"could not be read: {why}"))
        self._told(Step.FAILED)

    def _key(self, digest: str) -> str:
        """Under which a grade is kept: what was handed in, and all that decides its grade."""
        return hashlib.sha256(f"{self.grounds.digest}\0{digest}".encode()).hexdigest()

    def _told(self, step: Step) -> None:
        self.steps[step] += 1
        self.tell(step)

    def _error_of(self, graded: JobResult) -> str:
        return str(_document(graded)["error"])


def _document(graded: JobResult) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(zlib.decompress(graded.document))
    return document


def _known_as(handed: Handed) -> set[str]:
    """Every name by which somebody may ask for this one again."""
    student = handed.student
    return {handed.name, *({student.id} if student else handed.turn_in.person.ids[:1])}
