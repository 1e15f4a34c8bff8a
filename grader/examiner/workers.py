"""The workers of one submission: exercises share one for as long as all of them pass.

To start and end a worker costs as much as the plays of a small exercise. What fails in a worker
that had another exercise before is judged again in a fresh one, so what one exercise leaves behind
never costs another its points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from grader.sandbox.process import WorkerProcess


@dataclass(slots=True)
class Workers:
    """Lends workers to the exercises of one submission, one exercise at a time."""

    fork: Callable[[], WorkerProcess]
    _trusted: WorkerProcess | None = None

    def lend(self) -> tuple[WorkerProcess, bool]:
        """A worker, and whether it had another exercise before, which passed whole."""
        worker, self._trusted = self._trusted, None
        return (self.fork(), False) if worker is None else (worker, True)

    def take_back(self, worker: WorkerProcess) -> None:
        """Keep a worker for the next exercise: everything that it played was right."""
        self._trusted = worker

    def close(self) -> None:
        """End the worker that is left."""
        if self._trusted is not None:
            self._trusted.end()
            self._trusted = None
