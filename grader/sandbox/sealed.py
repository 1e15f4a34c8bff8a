"""The sealed way: a warm nursery forks its children, which Linux's seals keep apart."""

from __future__ import annotations

import itertools
import socket
from collections import deque
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from grader.course.contract import Contract
from grader.errors import NurseryError, WireError
from grader.frames.wire import Limits, encode, read_exactly, read_frame
from grader.sandbox.closing import Closing
from grader.sandbox.launch import Launched
from grader.sandbox.patience import Patience, Watch
from grader.sandbox.process import START_SECONDS, WorkerProcess
from grader.sandbox.seals import SEALS, Confines
from grader.sandbox.surroundings import LOG


@dataclass(slots=True)
class _Asked:
    """A worker that was asked for; its process number is known once the nursery answers."""

    channel: socket.socket
    scratch: str
    pid: int = 0


class Nursery(Closing):
    """The warm process that workers are forked from; a context manager."""

    def __init__(
        self,
        launched: Launched,
        contract: Contract,
        seals: tuple[str, ...] = tuple(SEALS),
        serves: str = "",
        **confines: Any,
    ) -> None:
        """Tell it all that it is told of a course: the contract.

        `seals` names the seals to use where they can be had, `confines` changes their sizes;
        `serves` is the module by which workers answer, where that is not the one for plays.
        """
        self.serves = serves
        self.home = launched.home
        self.scratch = self.home / "scratch"
        self.wanted, self.confines = seals, confines
        self.missing: dict[str, str] | None = None
        self.limits = Limits()
        self._numbers = itertools.count(1)
        self._started: dict[Path, deque[_Asked]] = {}
        # Workers of which the nursery has yet to say the number, and None where that they are gone.
        self._due: deque[_Asked | None] = deque()
        self._launched, self._control = launched, launched.control
        self._control.settimeout(START_SECONDS)
        self._say(encode({"home": str(self.home), "contract": contract.to_plain()}))

    @property
    def cpu_seconds(self) -> int:
        """CPU seconds of one worker's whole life."""
        return self._confined(self.home, self.scratch).cpu_seconds

    def watch(self, pid: int, scratch: str, patience: Patience) -> Watch:
        """What measures one play of a worker."""
        watch = Watch(pid, scratch, patience)
        if "scratch_bytes" in self.confines:
            watch.room = self.confines["scratch_bytes"], self.confines["scratch_files"]
        return watch

    def hold(self, digits: bytes, modules: list[str]) -> None:
        """Give it the public training digits, packed, and the modules to import early."""
        self._ask(encode({"do": "hold", "modules": modules}, digits))

    def protection(self) -> dict[str, str]:
        """For each seal, empty where it protects the workers, else why it does not."""
        if self.missing is None:
            answer = self._ask(encode({"do": "probe"}))
            self.missing = {str(k): str(v) for k, v in answer["seals"].items()}
            for name in SEALS.keys() - set(self.wanted):
                self.missing[name] = "switched off"
        return self.missing

    def _confined(self, folder: Path, scratch: Path) -> Confines:
        return Confines(folder=str(folder), scratch=str(scratch), **self.confines)

    def fork(self, folder: Path) -> WorkerProcess:
        """A fresh sealed worker on a staged submission, at once where one was prepared."""
        ready = self._started.get(folder)
        asked = ready.popleft() if ready else self._start(folder)
        self._settle()
        return WorkerProcess(self, asked.channel, asked.scratch, asked.pid)

    def prepare(self, folder: Path, workers: int) -> None:
        """Start so many workers on a staged submission; each `fork` has one as soon as it is ready.

        They are forked and sealed on another core, while the first of them play.
        """
        self._started[folder] = deque(self._start(folder) for _ in range(workers))

    def forget(self, folder: Path) -> None:
        """End the workers on a submission that were prepared and not needed."""
        for asked in self._started.pop(folder, ()):
            self._settle()
            WorkerProcess(self, asked.channel, asked.scratch, asked.pid).end()
        self._say(encode({"do": "reap"}))
        self._due.append(None)

    def rest(self) -> None:
        """Wait until the workers that were ended are gone, which takes several ms."""
        self._settle()

    def _start(self, folder: Path) -> _Asked:
        """Ask for a worker without waiting for the answer."""
        ours, theirs = socket.socketpair()
        scratch = self.scratch / str(next(self._numbers))
        request = {
            "do": "fork",
            "confines": asdict(self._confined(folder, scratch)),
            "seals": [name for name in self.wanted if not self.protection()[name]],
            "limits": asdict(self.limits),
            "serves": self.serves,
        }
        with theirs:
            self._say(encode(request), theirs.fileno())
        asked = _Asked(ours, str(scratch))
        self._due.append(asked)
        return asked

    def end(self, pid: int) -> dict[str, Any]:
        """Kill a worker and everything it started; how it ended and what it used."""
        return self._ask(encode({"do": "end", "pid": pid}))

    def dismiss(self, pid: int) -> None:
        """Kill it without waiting until it is gone: its namespaces take several ms to go."""
        self._say(encode({"do": "kill", "pid": pid}))

    def close(self) -> None:
        """End the nursery, its workers with it, and remove its folder."""
        self._launched.close()

    def _ask(self, request: bytes) -> dict[str, Any]:
        """Say and hear; what was asked for before is answered first."""
        self._settle()
        self._say(request)
        return self._hear()

    def _settle(self) -> None:
        """Hear the answers that are still due; they come in the order of the requests."""
        while self._due:
            asked, answer = self._due.popleft(), self._hear()
            if asked is not None:
                asked.pid = int(answer["pid"])

    def _say(self, request: bytes, descriptor: int | None = None) -> None:
        try:
            if descriptor is None:
                self._control.sendall(request)
            else:
                sent = socket.send_fds(self._control, [request], [descriptor])
                self._control.sendall(request[sent:])
        except OSError as error:
            raise self.lost(error) from error

    def _hear(self) -> dict[str, Any]:
        try:
            return read_frame(partial(read_exactly, self._control), Limits()).header
        except (OSError, EOFError, WireError) as error:
            raise self.lost(error) from error

    def lost(self, error: Exception) -> NurseryError:
        """Our own failure, with what the nursery had to say."""
        return NurseryError(f"the nursery failed: {error!r}. {self._last_words()}")

    def _last_words(self) -> str:
        try:
            return (self.home / LOG).read_text(errors="replace")[-2000:]
        except OSError:
            return ""
