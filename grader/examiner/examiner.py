"""The examiner: plays one exercise's scenes with the student and the solution, and remembers.

This is the one fixture of the hidden checks. A check draws work, asks whether student and
solution agree on it, and need know nothing of processes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from grader.course.contract import Contract
from grader.course.marks import contract_of
from grader.course.shipped import CourseFolder
from grader.examiner.compare import differences, require_seen
from grader.examiner.draw import Draw
from grader.examiner.loosely import fits_in_some_order, is_affine
from grader.examiner.plays import play
from grader.examiner.randomness import seed_of
from grader.examiner.record import CheckFailed, Record
from grader.examiner.rehearsal import is_settled, settled
from grader.examiner.replies import play_in
from grader.examiner.retraining import TrainingPlan
from grader.examiner.solutions import Solutions
from grader.examiner.workers import Workers
from grader.frames.keys import Key
from grader.results.trained import Training
from grader.results.verdict import Evidence
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Allowance, Patience
from grader.sandbox.process import WorkerProcess
from grader.scenes import Sight, Work
from grader.submission.answers import Answers

Meanwhile = Callable[[], None] | None
Aspects = tuple[str, ...]


# A function that hung so often is not called again: nothing new would be learned.
MOST_TIMEOUTS = 2


@dataclass
class Examiner:
    """Plays scenes for the checks of one exercise of the course that lies in `folder`.

    `alone` keeps it to a fresh worker of its own; `secret` are the hidden checks. `borrowed` says
    that its worker had another exercise before: what fails there is to be judged again, after
    `start_over`, by which `records` become `discarded`. So is what was printed there, `unheard`.
    One that is `hurried` ends with what fails first: nobody asks why.
    """

    exercise: str
    folder: CourseFolder
    seed: tuple[str, str]
    workers: Workers
    patience: Patience
    allowance: Allowance
    solutions: Solutions
    plan: TrainingPlan | None = None
    alone: bool = False
    hurried: bool = False
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    absent: Mishap | None = None
    answers: Answers | None = None
    note: str = ""
    trained: Training | None = None
    records: list[Record] = field(default_factory=list)
    discarded: list[Record] = field(default_factory=list)
    borrowed: bool = False
    secret: frozenset[str] = frozenset()
    unheard: bool = False
    _worker: WorkerProcess | None = None
    _check: str = ""

    @property
    def contract(self) -> Contract:
        """What a submission is to define."""
        return contract_of(self.folder)

    def draw(self, check: str) -> Draw:
        """What draws the work of one check, which is the one that plays from here on."""
        self._check = check
        return Draw(self.contract, *self.seed, check)

    def agree(self, work: Work, *aspects: str) -> Sight:
        """Require that the student's sight equals the solution's; returns the student's.

        Raises:
            CheckFailed: it does not, or there is none.
            CourseError: an aspect is not seen of this work, so that nothing would be compared.
        """
        record = self.play(work, aspects=aspects)
        require_seen(record.expected, aspects, work.function)
        assert record.sight is not None
        found = differences(record.expected, record.sight, aspects or None, record.work)
        record.right = not found
        if found:
            raise CheckFailed(found)
        return record.sight

    def _agree_loosely(
        self, work: Work, aspects: tuple[str, ...], fits: Callable[[Record, Sight], bool]
    ) -> None:
        """The same, where what `fits` will do as well.

        Raises:
            CheckFailed: neither holds.
        """
        try:
            self.agree(work, *aspects)
        except CheckFailed:
            record = self.records[-1]
            record.loosely = partial(fits, record)
            if record.sight is None or not record.loosely(record.sight):
                raise
            record.right = True

    def agree_on_all(self, *works: Work) -> None:
        """The same of several works, all of which are played before the check fails.

        Raises:
            CheckFailed: what the first that failed said.
        """
        failed: list[CheckFailed] = []
        for work in works:
            try:
                self.agree(work)
            except CheckFailed as error:
                failed.append(error)
                if self.hurried:
                    break
        if failed:
            raise failed[0]

    def agree_in_any_order(self, work: Work, *aspects: str) -> None:
        """The same, where the batches of an epoch may have come in another order.

        Raises:
            CheckFailed: no order of the batches gives what was seen.
        """
        self._agree_loosely(work, aspects, partial(fits_in_some_order, self.solutions))

    def agree_on_logits(self, work: Work) -> None:
        """Require the logits of one layer, whatever the order in which it takes the pixels.

        Raises:
            CheckFailed: they are not an affine map of the pixels with the given weights.
        """
        aspects = ("logits", "shape", "type", "attached", "flow")
        self._agree_loosely(work, aspects, is_affine)

    def afresh(self, workers: Workers, allowance: Allowance) -> Examiner:
        """Another one of the same exercise, that has played nothing and shares no worker."""
        return replace(
            self, workers=workers, allowance=allowance, alone=True, borrowed=False, note="",
            trained=None, records=[], discarded=[], unheard=False, _worker=None, _check="",
        )  # fmt: skip

    def play(self, work: Work, meanwhile: Meanwhile = None, aspects: Aspects = ()) -> Record:
        """The student's play, recorded beside the solution's, which runs at the same time.

        `meanwhile` takes the solution's place for a scene that it cannot play; `aspects` are what
        will be asked for.

        Raises:
            CheckFailed: it ended in a mishap.
        """
        if not is_settled(work):
            work = settled(work, self.solutions.functions(), *self.seed, self._check)
        work = replace(work, seed=self._seed_of_play())
        record = Record(self._check, work, None, None, [], aspects=aspects)
        self.records.append(record)

        def solution() -> None:
            record.expected = play(self.solutions.functions(), work)

        record.mishap = self.absent or self._no_time_for(work)
        if record.mishap is not None:
            raise CheckFailed([Evidence(work.scene, "a result", record.mishap.kind)])
        worker = self._worker or self._lent()
        patience = self.plan.patience if self.plan and work.kind == "training" else self.patience
        # What hangs once mostly hangs again: each timeout halves what the next call may take.
        patience = patience.shared(2 ** len(self._late()))
        patience = patience.within(self.allowance.left)
        try:
            with self.allowance.measured(lambda: worker.cpu):
                record.sight, record.trace = play_in(
                    worker, work, patience, self.stand_ins, meanwhile or solution,
                    lends_loop=self._lends_loop,
                )  # fmt: skip
            self._note_printed(record, record.sight.claims.get(Key(None, "printed"), ()))
        except Mishap as mishap:
            self.close()
            record.mishap, record.trace = mishap, mishap.trace
            self._note_printed(record, mishap.printed)
            raise CheckFailed([_evidence_of(work, mishap)]) from None
        return record

    def _note_printed(self, record: Record, lines: tuple[str, ...]) -> None:
        """Keep what was printed in a play, if its learner may read that."""
        # SECURITY: what a hidden check hands over can be kept by student code, and be told in a
        # check that is not. So nothing counts that is told in a worker that had such a play: those
        # of this exercise come last, and a borrowed one had those of another.
        hidden = self.secret & {record.check, *(r.check for r in self.records)}
        record.open = not self.borrowed and not hidden
        if lines and record.check not in self.secret:
            self.unheard = self.unheard or self.borrowed
            record.printed = lines if record.open else ()

    def _late(self) -> list[Record]:
        """Every play that hung, those in a worker of others too."""
        return [record for record in (*self.discarded, *self.records) if record.timed_out]

    def _no_time_for(self, work: Work) -> Mishap | None:
        """Why a play is not tried: all time is used up, or this function has hung twice already."""
        late = [r.mishap for r in self._late() if r.work.scene == work.scene]
        if len(late) >= MOST_TIMEOUTS and late[0] is not None:
            return replace(late[0], trace=[], tried=())
        if self.allowance.left.cpu > 0:
            return None
        return Mishap("timeout", text=f"{self.allowance.seconds:g} s for all calls together")

    def _seed_of_play(self) -> int:
        """That of the global generators: another one for each play, the same in every run."""
        # SECURITY: student code sees it, so that nothing secret goes into it: what the checks draw
        # has another origin.
        return seed_of("play", self.exercise, self._check, str(len(self.records))) % 2**32

    @property
    def _lends_loop(self) -> bool:
        return self.plan is not None and self.plan.lends_loop

    @property
    def _shares_worker(self) -> bool:
        # SECURITY: where a loop of ours lies in memory, code of another exercise would find it.
        return not (self.alone or self._lends_loop)

    def _lent(self) -> WorkerProcess:
        if not self._shares_worker:
            self._worker, self.borrowed = self.workers.fork(), False
        else:
            self._worker, self.borrowed = self.workers.lend()
        self._worker.begin()
        return self._worker

    def close(self, *, passed: bool = False) -> None:
        """Give the worker back where everything passed in it, else end it."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        if passed and self._shares_worker:
            self.workers.take_back(worker)
        else:
            worker.end()

    def start_over(self) -> None:
        """Forget every play so far; the next one gets a fresh worker."""
        self.close()
        self.trained, self.borrowed, self.note, self.unheard = None, False, "", False
        self.discarded += self.records
        self.records.clear()

    def see(self, work: Work) -> Sight:
        """What the student's play shows, for a check that decides. Raises CheckFailed: a mishap."""
        record = self.play(work)
        record.only_seen = True
        assert record.sight is not None
        return record.sight

    def require(self, truth: bool, what: str, expected: str, got: str, fact: str = "") -> None:
        """Fail the check with one piece of evidence unless `truth` holds."""
        if not truth:
            raise CheckFailed([Evidence(what, expected, got, fact=fact)])


def _evidence_of(work: Work, mishap: Mishap) -> Evidence:
    detail = ": ".join(filter(None, [mishap.type, mishap.text]))
    return Evidence(work.scene, "a result", f"{mishap.kind} {detail}".strip()[:200])
