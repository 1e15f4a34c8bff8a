"""The judge's handle on a worker, however that was started, with the clocks that bound it."""

from __future__ import annotations

import secrets
import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Protocol

from grader.errors import FrameTooLarge, NurseryError, WireError
from grader.frames.wire import Frame, Limits, announce, read_frame
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Patience, Watch

START_SECONDS = 120.0

# How one ends that closed its channel: killed by us, or by itself if it is the first to see it.
_HUNG_UP = (-9, 70)

# Bytes that are read at most in one go: mostly a whole frame.
_AT_ONCE = 1 << 18


class Keeper(Protocol):
    """What the handle on a worker asks of the launcher that started it."""

    limits: Limits

    @property
    def cpu_seconds(self) -> float:
        """CPU seconds of one worker's whole life."""

    def watch(self, pid: int, scratch: str, patience: Patience) -> Watch:
        """What measures one play of a worker."""

    def end(self, pid: int) -> dict[str, Any]:
        """Kill a worker and wait until it is gone; how it had ended, and what it used."""

    def dismiss(self, pid: int) -> None:
        """Kill it without waiting."""

    def lost(self, error: Exception) -> NurseryError:
        """Our own failure, with what there is to say of it."""


class WorkerProcess:
    """One worker: asked for one play at a time, and dead after its first mishap."""

    def __init__(self, keeper: Keeper, channel: socket.socket, scratch: str, pid: int) -> None:
        self._keeper, self._channel, self._scratch, self.pid = keeper, channel, scratch, pid
        self.alive = True
        self._channel.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._channel, selectors.EVENT_READ)
        self._received = bytearray()
        self._ready = self._begins = False
        self._watch: Watch | None = None

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
        request = announce(header | told, len(payload))
        self.await_ready()
        watch = self._watch = self._keeper.watch(self.pid, self._scratch, patience)
        try:
            self._send(request, watch)
            self._send(payload, watch)  # apart: together they would be a copy of what may be large
            meanwhile()
            frame = read_frame(lambda size: self._read(size, watch), self._keeper.limits)
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

    @property
    def cpu(self) -> float:
        """CPU seconds of its life, as far as they were seen."""
        return self._watch.used if self._watch else 0.0

    def await_ready(self) -> dict[str, Any]:
        """Wait until no student code has run and any may; what the worker says of itself.

        Raises:
            NurseryError: it could not be made ready.
        """
        if self._ready:
            return {}
        watch = Watch(self.pid, self._scratch, Patience(START_SECONDS, START_SECONDS))
        try:
            frame = read_frame(lambda size: self._read(size, watch), self._keeper.limits)
        except (EOFError, WireError, ConnectionError, Mishap) as error:
            self.end()
            raise self._keeper.lost(error) from None
        self._ready = True
        return frame.header

    def end(self) -> None:
        """Kill it, if it is alive."""
        if self.alive:
            self._hang_up()
            self._keeper.dismiss(self.pid)

    def _hang_up(self) -> None:
        self.alive = False
        self._selector.close()
        self._channel.close()

    def _death(self) -> Mishap:
        """How it ended by itself."""
        self._hang_up()
        ending = self._keeper.end(self.pid)
        code = int(ending.get("exit", 0))
        if code == -24 or ending.get("cpu", 0) >= self._keeper.cpu_seconds:
            return Mishap("timeout", text="all of its CPU time was used")
        if code in _HUNG_UP:
            return Mishap("crashed", text="it hung up without an answer")
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
