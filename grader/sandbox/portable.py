"""The portable way: each worker is a new interpreter, which is limited from outside and not sealed.

A worker takes as long to start as PyTorch to be imported, so one more is always on its way.
"""

from __future__ import annotations

import contextlib
import itertools
import subprocess
import sys
import tempfile
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from grader.course.contract import Contract
from grader.errors import NurseryError
from grader.frames.wire import Limits, encode
from grader.sandbox.closing import Closing
from grader.sandbox.levels import SEAL_NAMES
from grader.sandbox.loopback import Door
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Patience, Watch
from grader.sandbox.process import WorkerProcess
from grader.sandbox.removal import remove
from grader.sandbox.sampling import held_by
from grader.sandbox.surroundings import PREFIX, apart, portable_environment

GONE_SECONDS = 2.0
WHY_NOT_SEALED = "workers are started the portable way"


@dataclass(slots=True)
class Child:
    """An interpreter that was started to be a worker, with a folder of its own to write to.

    `own_pid` is what it calls itself, and `held` the bytes that it held before any student code.
    """

    process: subprocess.Popen[bytes]
    door: Door
    scratch: Path
    log: Path
    own_pid: int = 0
    held: int = 0
    killed: bool = False

    def kill(self) -> None:
        """Kill it without waiting."""
        self.killed = True
        self.door.close()
        self.process.kill()

    def bury(self) -> int:
        """Wait until it is gone, which is soon or else by force; remove what it wrote.

        Returned is its exit status, below zero for a signal.
        """
        try:  # a wait that has an end looks now and then, and is late by a twentieth of a second
            status = self.process.wait(None if self.killed else GONE_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            status = self.process.wait()
        with contextlib.suppress(OSError):  # what it was not told while it could hear
            _lifeline(self.process).close()
        remove(str(self.scratch))
        self.log.unlink(missing_ok=True)
        return status


class Ahead(Closing):
    """Workers that warm up before they are needed; a context manager."""

    def __init__(
        self, home: Path | None = None, spares: int = 1, program: str = "grader.worker.portable"
    ) -> None:
        """`home` is a folder of its own, a temporary one unless given, which goes at the end.

        `spares` are warm between two submissions: with two, none has to start beside a play.
        """
        self.spares, self._program = spares, program
        self.home = home or Path(tempfile.mkdtemp(prefix=PREFIX))
        self._numbers = itertools.count(1)
        self._waiting: deque[Child] = deque()

    def want(self, count: int) -> None:
        """Have so many of them on their way."""
        while len(self._waiting) < count:
            self._waiting.append(start_child(self._program, self.home, next(self._numbers)))

    def take(self) -> Child:
        """The one that was started first."""
        self.want(1)
        return self._waiting.popleft()

    def close(self) -> None:
        """End them and remove the folder; a second time does nothing."""
        for child in self._waiting:
            child.kill()
        for child in self._waiting:
            child.bury()
        self._waiting.clear()
        remove(str(self.home))


def start_child(program: str, home: Path, number: int) -> Child:
    """Start an interpreter that becomes a worker or a reader; it logs into `home`."""
    scratch, log = home / "scratch" / str(number), home / f"worker-{number}.log"
    scratch.mkdir(parents=True)
    door = Door()
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-X", "utf8", "-m", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            cwd=scratch,
            env=portable_environment(),
            **apart(),
        )
    # It stays open: whoever holds the other end ends when this process does, whatever ends that.
    with contextlib.suppress(OSError):
        lifeline = _lifeline(process)
        lifeline.write(door.invitation())
        lifeline.flush()
    return Child(process, door, scratch, log)


def _lifeline(process: subprocess.Popen[bytes]) -> IO[bytes]:
    assert process.stdin is not None
    return process.stdin


class _Sampled(Watch):
    """Measures one play against its patience, and the memory that its process has taken."""

    more = 1.0

    def __init__(self, child: Child, patience: Patience, memory: int) -> None:
        super().__init__(child.own_pid, str(child.scratch), patience)
        self._child, self._memory = child, memory

    def check(self) -> None:
        """Raises: Mishap, when the patience is at its end or the memory used up."""
        super().check()
        if held_by(self.pid) > self._child.held + self._memory:
            raise Mishap("memory-limit", text=f"more than {self._memory >> 20} MB")


class Portable(Closing):
    """Starts workers as processes of their own; a context manager."""

    # Nothing counts a life's CPU time here: the patience for each play does.
    cpu_seconds = float("inf")

    def __init__(
        self,
        ahead: Ahead,
        contract: Contract,
        memory: int = 1 << 30,
        serves: str = "",
        room: tuple[int, ...] = (),
    ) -> None:
        """`memory`: the bytes that a worker may take beyond what it holds when it is warm.

        `serves` is the module by which workers answer, where that is not the one for plays, and
        `room` the bytes and files that they may write.
        """
        self._serves, self._room = serves, room
        self.home, self.limits = ahead.home, Limits()
        self._ahead, self._contract, self._memory = ahead, contract, memory
        self._held: tuple[bytes, list[str]] = (b"", [])
        self._children: dict[int, Child] = {}
        self._expected = 0
        ahead.want(1)

    def hold(self, digits: bytes, modules: list[str]) -> None:
        """The public training digits, packed, and the modules that workers import early."""
        self._held = digits, modules

    def protection(self) -> dict[str, str]:
        """None of the seals protects these workers."""
        return dict.fromkeys(SEAL_NAMES, WHY_NOT_SEALED)

    def prepare(self, folder: Path, workers: int) -> None:
        """Expect so many; each starts when the one before it is ready, and is told then whose."""
        self._expected = workers

    def fork(self, folder: Path) -> WorkerProcess:
        """A fresh worker on a staged submission, warm and ready.

        Raises:
            NurseryError: it could not be started.
        """
        child = self._ahead.take()
        self._expected -= 1
        self._children[child.process.pid] = child
        try:
            channel = child.door.admit(child.process)
            channel.sendall(self._told(folder))
        except OSError as error:
            child.kill()
            raise self.lost(error) from error
        worker = WorkerProcess(self, channel, str(child.scratch), child.process.pid)
        child.own_pid = int(worker.await_ready()["pid"])
        child.held = held_by(child.own_pid)
        # Not before: two that import PyTorch at once would keep the learner waiting for the first.
        self._ahead.want(max(self._expected, min(self._ahead.spares, 1)))
        return worker

    def _told(self, folder: Path) -> bytes:
        digits, modules = self._held
        told = {
            "contract": self._contract.to_plain(), "folder": str(folder), "modules": modules,
            "limits": asdict(self.limits), "serves": self._serves,
        }  # fmt: skip
        return encode(told, digits)

    def forget(self, folder: Path) -> None:
        """Wait until all workers that were ended are gone; those to come stay."""
        for child in list(self._children.values()):
            if child.killed:
                self.end(child.process.pid)

    def rest(self) -> None:
        """Start the next spares: beside a play, they would take the learner's time."""
        if self._ahead.spares > 1:
            self._ahead.want(self._ahead.spares)

    def watch(self, pid: int, scratch: str, patience: Patience) -> Watch:
        """What measures one play of a worker."""
        watch = _Sampled(self._children[pid], patience, self._memory)
        watch.room = self._room
        return watch

    def end(self, pid: int) -> dict[str, Any]:
        """Wait a moment until a worker is gone, or kill it; how it had ended."""
        child = self._children.pop(pid)
        return {"exit": child.bury()}

    def dismiss(self, pid: int) -> None:
        """Kill it without waiting."""
        self._children[pid].kill()

    def close(self) -> None:
        """End every worker and remove the launcher's folder."""
        for child in self._children.values():
            child.kill()
        for pid in list(self._children):
            self.end(pid)
        self._ahead.close()

    def lost(self, error: Exception) -> NurseryError:
        """Our own failure, with what the worker that was started last had to say."""
        logs = sorted(self.home.glob("worker-*.log"), key=lambda path: path.stat().st_mtime_ns)
        words = logs[-1].read_text(encoding="utf-8", errors="replace") if logs else ""
        return NurseryError(f"a worker failed: {error!r}. {words[-2000:]}".strip())
