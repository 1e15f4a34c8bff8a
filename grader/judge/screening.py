"""The screening of edits: whether a learner's file with one of them does what it should."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.examiner.record import Record
from grader.examiner.replies import play_in
from grader.sandbox.closing import Closing
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Allowance, Patience
from grader.sandbox.process import WorkerProcess

MOST_PLAYS = 300  # of one worker
MOST_ENDS = 3  # workers that an edit ended
PATIENCE = Patience(1.0, 4.0)

# What an edit may end in, after which the worker plays the next one.
OUTLIVED = frozenset(
    {
        "exception", "missing-function", "wrong-signature", "not-implemented", "syntax-error",
        "import-error",
    }
)  # fmt: skip


@dataclass(slots=True)
class Screening(Closing):
    """One worker that plays edit after edit of the file at `path`; a context manager.

    `fork` gives a worker on its folder.
    SECURITY: nothing of what it says is kept but whether it agrees. It never plays for a check.
    """

    fork: Callable[[], WorkerProcess]
    path: Path
    allowance: Allowance
    stand_ins: Mapping[str, str]
    _worker: WorkerProcess | None = None
    _plays: int = 0
    _ended: int = 0

    @property
    def is_over(self) -> bool:
        """Whether it has taken all that it may take."""
        return self._ended >= MOST_ENDS or self.allowance.left.cpu <= 0

    def show(self, text: str) -> None:
        """Let the next play import another text of the file."""
        self.path.write_text(text, encoding="utf-8")
        if self._worker is not None:
            self._worker.begin()

    def agrees(self, record: Record) -> bool:
        """Whether the work of a play is done right now."""
        if self.is_over:
            return False
        worker, patience = self._ready(), PATIENCE.within(self.allowance.left)
        try:
            with self.allowance.measured(lambda: worker.cpu):
                sight, _ = play_in(
                    worker, record.work, patience, self.stand_ins, traced=False, outlived=OUTLIVED
                )
        except Mishap:
            self._ended += not worker.alive
            return False
        return record.agrees(sight)

    def _ready(self) -> WorkerProcess:
        if self._worker is None or not self._worker.alive or self._plays >= MOST_PLAYS:
            self.close()
            self._worker, self._plays = self.fork(), 0
            self._worker.begin()
        self._plays += 1
        return self._worker

    def close(self) -> None:
        """End the worker; the next play has a new one."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None
