"""The judge's handles on the nursery and its workers, with the clocks that bound them."""

from __future__ import annotations

import itertools
import secrets
import selectors
import socket
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

from grader.course.contract import Contract
from grader.errors import FrameTooLarge, NurseryError, WireError
from grader.frames.wire import Frame, Limits, encode, read_exactly, read_frame
from grader.sandbox.launch import LOG, Launched
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Patience, Watch
from grader.sandbox.seals import SEALS, Confines

START_SECONDS = 120.0

# Bytes that are read at most in one go: mostly a whole frame.
_AT_ONCE = 1 << 18


@dataclass(slots=True)
class _Asked:
    """A worker that was asked for; its process number is known once the nursery answers."""

    channel: socket.socket
    scratch: str
    pid: int = 0


class Nursery:
    """The warm process that workers are forked from; a context manager."""

    def __init__(
        self,
        launched: Launched,
        contract: Contract,
        seals: tuple[str, ...] = tuple(SEALS),
        **confines: int,
    ) -> None:
        """Tell it all that it is told of a course: the contract.

        `seals` names the seals to use where they can be had, `confines` changes their sizes.
        """
        self.home = launched.home
        self.scratch = self.home / "scratch"
        self.wanted, self.confines = seals, confines
        self.missing: dict[str, str] | None = None
        self.limits = Limits()
        self._numbers = itertools.count(1)
        self._started: dict[Path, deque[_Asked]] = {}
        self._due: deque[_Asked] = deque()
        self._launched, self._control = launched, launched.control
        self._control.settimeout(START_SECONDS)
        self._say(encode({"home": str(self.home), "contract": contract.to_plain()}))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def cpu_seconds(self) -> int:
        """CPU seconds of one worker's whole life."""
        return self._confined(self.home, self.scratch).cpu_seconds

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
        """End the workers on a submission that were prepared and not needed.

        All workers that were ended are gone when this returns.
        """
        for asked in self._started.pop(folder, ()):
            self._settle()
            WorkerProcess(self, asked.channel, asked.scratch, asked.pid).end()
        self._ask(encode({"do": "reap"}))

    def _start(self, folder: Path) -> _Asked:
        """Ask for a worker without waiting for the answer."""
        ours, theirs = socket.socketpair()
        scratch = self.scratch / str(next(self._numbers))
        request = {
            "do": "fork",
            "confines": asdict(self._confined(folder, scratch)),
            "seals": [name for name in self.wanted if not self.protection()[name]],
            "limits": asdict(self.limits),
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
            self._due.popleft().pid = int(self._hear()["pid"])

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


class WorkerProcess:
    """One worker: asked for one play at a time, and dead after its first mishap."""

    def __init__(self, nursery: Nursery, channel: socket.socket, scratch: str, pid: int) -> None:
        self._nursery, self._channel, self._scratch, self.pid = nursery, channel, scratch, pid
        self.alive = True
        self._channel.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._channel, selectors.EVENT_READ)
        self._received = bytearray()
        self._ready = self._begins = False

    def begin(self) -> None:
        """Let the next play be the first of an exercise: its files are imported anew."""
        self._begins = True

    def exchange(
        self,
        header: dict[str, Any],
        payload: bytes,
        patience: Patience,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Frame:
        """The worker's reply to a request; `meanwhile` is called while it is at work.

        Raises:
            Mishap: there is none, or none that can be read; the worker is dead.
        """
        token = secrets.token_hex(8)
        told = {"token": token, "begins": self._begins, "patience": asdict(patience)}
        self._begins = False
        # Out here, for work that cannot be told is no student's fault.
        request = encode(header | told, payload)
        self._await_ready()
        watch = Watch(self.pid, self._scratch, patience)
        try:
            self._send(request, watch)
            meanwhile()
            frame = read_frame(lambda size: self._read(size, watch), self._nursery.limits)
            if frame.header.get("token") != token:
                raise WireError("the reply does not belong to the request")
            return frame
        except Mishap:
            self.end()
            raise
        except FrameTooLarge as error:
            self.end()
            raise Mishap("output-limit", text=str(error)) from None
        except WireError as error:
            self.end()
            text = f"the reply could not be read: {error}"
            raise Mishap("crashed", text=text, garbled=True) from None
        except (EOFError, ConnectionError):
            raise self._death() from None
        except BaseException:
            # Our own trouble: nobody will read this worker's answer.
            self.end()
            raise

    def _await_ready(self) -> None:
        """Wait until the seals are on.

        Raises:
            NurseryError: they could not be put on; no student code has run.
        """
        if self._ready:
            return
        watch = Watch(self.pid, self._scratch, Patience(START_SECONDS, START_SECONDS))
        try:
            read_frame(lambda size: self._read(size, watch), self._nursery.limits)
        except (EOFError, WireError, ConnectionError, Mishap) as error:
            self.end()
            raise self._nursery.lost(error) from None
        self._ready = True

    def end(self) -> None:
        """Kill it, if it is alive."""
        if self.alive:
            self._hang_up()
            self._nursery.dismiss(self.pid)

    def _hang_up(self) -> None:
        self.alive = False
        self._selector.close()
        self._channel.close()

    def _death(self) -> Mishap:
        """How it ended by itself."""
        self._hang_up()
        ending = self._nursery.end(self.pid)
        code = int(ending.get("exit", 0))
        if code == -24 or ending.get("cpu", 0) >= self._nursery.cpu_seconds:
            return Mishap("timeout", text="all of its CPU time was used")
        if code < 0:
            return Mishap("crashed", text=f"signal {-code}")
        return Mishap("crashed", text=f"exit status {code}")

    def _send(self, data: bytes, watch: Watch) -> None:
        view = memoryview(data)
        while view:
            try:
                view = view[self._channel.send(view) :]
            except BlockingIOError:
                watch.check()
                time.sleep(0.001)

    def _read(self, size: int, watch: Watch) -> bytes:
        while len(self._received) < size:
            if not self._selector.select(timeout=0.1):
                watch.check()
                continue
            part = self._channel.recv(_AT_ONCE)
            if not part:
                raise EOFError
            self._received += part
            watch.check()
        asked = bytes(self._received[:size])
        del self._received[:size]
        return asked
