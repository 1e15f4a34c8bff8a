"""One script from path to the record of its run, in a worker of its own."""

from __future__ import annotations

import json
import shutil
import site
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from grader.errors import NurseryError
from grader.learn.scripts.staging import Staged, stage
from grader.sandbox.launcher import Launcher
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Patience
from grader.sandbox.starting import start_scripts

SERVES = "grader.worker.scripts.serve"
# Seconds over those of the run, until a worker that says nothing is killed.
MORE = 20.0
LONGEST = 10_000  # characters of a name or a text of the record
# What scikit-learn's data and models are read from; nothing is held out of a script.
_READ = ("sklearn", "scikit_learn")


@dataclass(frozen=True, slots=True)
class Watched:
    """The record of a run, as plain data that an untrusted process has told."""

    record: Mapping[str, Any]
    staged: Staged
    text: Mapping[str, str] = field(default_factory=dict)
    mishap: Mishap | None = None
    seconds: float = 0.0
    protection: Mapping[str, str] = field(default_factory=dict)


class Workshop:
    """Runs one script after another, each in a worker of its own; a context manager."""

    def __init__(self, data: Path, seconds: int) -> None:
        self._data, self._seconds = data.resolve(), seconds
        self._launcher: Launcher = start_scripts(SERVES, seconds, tuple(_readable(self._data)))
        self._held: set[str] | None = None
        self._digits: tuple[bytes, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._launcher.close()

    def watch(
        self, script: Path, argv: tuple[str, ...] = (), cwd: Path | None = None, mend: str = ""
    ) -> Watched:
        """Run a script and tell what was seen; `mend` is the code of a mistake to take back.

        Raises:
            SubmissionError: there is no such script.
            NurseryError: no worker could be started.
        """
        with self._staged(script, cwd) as staged:
            self._hold(staged.modules)
            pixels, count = self._stand_ins()
            told = {
                "file": staged.file, "name": staged.name, "argv": list(argv), "digits": count,
                "works_in": staged.works_in, "paths": staged.paths,
                "seconds": self._seconds, "data": str(self._data), "mend": mend,
            }  # fmt: skip
            started = time.monotonic()
            try:
                worker = self._launcher.fork(staged.folder)
                patience = Patience(4.0 * self._seconds, self._seconds + MORE)
                frame = worker.exchange({"script": told}, pixels, patience)
                worker.end()
                record, mishap = _read(frame.payload), None
            except Mishap as error:
                record, mishap = {}, error
            finally:
                self._launcher.forget(staged.folder)
            if record is None:
                record, mishap = {}, Mishap("crashed", text="what it told could not be read")
            protection = self._launcher.protection()
            seconds = round(time.monotonic() - started, 2)
            return Watched(record, staged, _texts(staged, record), mishap, seconds, protection)

    @contextmanager
    def _staged(self, script: Path, cwd: Path | None) -> Iterator[Staged]:
        folder = Path(tempfile.mkdtemp(prefix="script-", dir=self._launcher.home))
        try:
            yield stage(script, cwd, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _hold(self, modules: set[str]) -> None:
        """Have the slow modules imported, and what runs a script, before a worker is forked."""
        if self._held is None or not modules <= self._held:
            self._held = (self._held or set()) | modules
            self._launcher.hold(b"", [*sorted(self._held), SERVES])

    def _stand_ins(self) -> tuple[bytes, int]:
        if self._digits is None:
            from grader.datasets import scans

            self._digits = scans()
        return self._digits


def _readable(data: Path) -> Iterator[str]:
    if data.is_dir():
        yield str(data)
    for folder in map(Path, site.getsitepackages()):
        for name in _READ:
            yield from (str(path) for path in folder.glob(f"{name}*") if path.is_dir())


def _read(payload: bytes) -> dict[str, Any] | None:
    """The record that a worker has told; None where it is none."""
    # SECURITY: it is a claim of the script's own process. It is parsed as JSON alone, and no name
    # and no text in it is longer than what a page can hold, the script's own text apart.
    try:
        record = json.loads(payload)
        if not isinstance(record, dict):
            return None
        return {k: v if k == "sources" else _shortened(v) for k, v in record.items()}
    except (ValueError, RecursionError):
        return None


def _shortened(told: Any) -> Any:
    if isinstance(told, dict):
        return {name[:LONGEST]: _shortened(value) for name, value in told.items()}
    if isinstance(told, list):
        return [_shortened(value) for value in told]
    return told[:LONGEST] if isinstance(told, str) else told


def _texts(staged: Staged, record: Mapping[str, Any]) -> dict[str, str]:
    """The text of each file that a finding can be in: of a notebook, of its cells."""
    told = record.get("sources")
    texts = {k: v for k, v in told.items() if isinstance(v, str)} if isinstance(told, dict) else {}
    for path in [*staged.folder.rglob("*.py")][:200]:
        name = path.relative_to(staged.folder).as_posix()
        texts.setdefault(name, path.read_text(encoding="utf-8", errors="replace"))
    return texts


__all__ = ["NurseryError", "Watched", "Workshop"]
