"""What both ways of starting workers have in common: the interface that everything above knows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, Self

from grader.sandbox.process import WorkerProcess


class Begun(Protocol):
    """Processes that were started before it was known what for; a context manager."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def close(self) -> None:
        """End them and remove their folder; a second time does nothing."""


class Launcher(Protocol):
    """Starts workers on staged submissions; each plays by its `exchange` until its `end`."""

    home: Path

    def hold(self, digits: bytes, modules: list[str]) -> None:
        """The public training digits, packed, and the modules that workers import early."""

    def protection(self) -> Mapping[str, str]:
        """For each seal, empty where it protects the workers, else why it does not."""

    def prepare(self, folder: Path, workers: int) -> None:
        """Have so many workers on a staged submission on their way."""

    def fork(self, folder: Path) -> WorkerProcess:
        """A fresh worker on a staged submission, in which no student code has run.

        Raises:
            NurseryError: it could not be started.
        """

    def forget(self, folder: Path) -> None:
        """End what was prepared for a submission."""

    def rest(self) -> None:
        """Do what can wait until a grade is told; all workers that were ended are gone then."""

    def close(self) -> None:
        """End every worker and remove the launcher's folder."""
