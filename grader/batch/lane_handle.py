"""The handle on one lane: started, handed a submission, asked for its document, ended."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

from grader.batch.parcel import Graded, Parcel
from grader.batch.setup import Grounds, Setup
from grader.errors import BatchError, JudgeError
from grader.sandbox.launch import PREFIX

# So many lanes may die over a submission, or fail to finish it, before it is set aside.
MOST_DEATHS = 3
START_SECONDS = 180.0

_LANE = f"{PREFIX}lane-"


class LaneDied(JudgeError):
    """A lane's process ended, or did not answer in time; its last words are the text."""


class Lane:
    """One lane's process; it is warm once `greet` has returned."""

    def __init__(self, setup: Setup, grounds: Grounds) -> None:
        self._setup, self._grounds = setup, grounds
        self.home = Path(tempfile.mkdtemp(prefix=f"{_LANE}{os.getpid()}-"))
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-I", "-m", "grader.batch.lane"]
        with theirs, (self.home / "lane.log").open("wb") as log:
            self.process = subprocess.Popen(
                [*command, str(theirs.fileno()), str(os.getpid()), str(self.home)],
                pass_fds=[theirs.fileno()],
                env=os.environ | {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C is for the parent, which lets its lanes finish.
                start_new_session=True,
            )
        self.channel = Connection(ours.detach())
        self._processes: list[int] = []
        self._send(setup.to_json().encode())

    def greet(self) -> None:
        """Hear that the judge is warm.

        Raises:
            BatchError: it refuses to grade here, or is not the grader that we are.
            LaneDied: it is gone.
        """
        hello = json.loads(self._receive(START_SECONDS))
        if "refused" in hello:
            raise BatchError(hello["refused"])
        if hello["digest"] != self._grounds.digest:
            raise BatchError(
                f"{socket.gethostname()}: its mnist-grade, PyTorch or dataset is another one than "
                "where the batch was started; install the same ones on both, and restart"
            )
        self._processes = hello["processes"]

    def keep_to(self, core: int) -> None:
        """Let the judge, its nursery and all workers to come run on one core, where they can.

        They take turns: what one of them has written the next one finds in that core's caches.
        """
        for process in self._processes:
            with contextlib.suppress(OSError):
                os.sched_setaffinity(process, {core})

    def hand(self, parcel: Parcel) -> None:
        """Hand it one submission. Raises: LaneDied."""
        self._send(parcel.content)

    def answer(self, key: str, seconds: float | None = None) -> Graded:
        """The document of the submission in hand. Raises: LaneDied."""
        said = json.loads(self._receive(self._setup.patience if seconds is None else seconds))
        document = self._receive(START_SECONDS)
        return Graded(key, document, said["failed"], said["seconds"])

    def grade(self, parcel: Parcel) -> Graded:
        """Hand and wait, on a lane that is warm. Raises: LaneDied."""
        self.hand(parcel)
        return self.answer(parcel.key)

    def close(self, patience: float = 5.0) -> None:
        """Hang up, which ends it; kill it where it does not go; remove what it leaves."""
        self.channel.close()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def _send(self, content: bytes) -> None:
        try:
            self.channel.send_bytes(content)
        except OSError as error:
            raise self._died(str(error)) from None

    def _receive(self, seconds: float) -> bytes:
        try:
            if not self.channel.poll(seconds):
                raise self._died(f"no answer within {seconds:.0f} s")
            return self.channel.recv_bytes()
        except (EOFError, OSError) as error:
            raise self._died(f"{type(error).__name__}") from None

    def _died(self, what: str) -> LaneDied:
        """What is known of its end."""
        try:
            status = f"exit status {self.process.wait(1.0)}"
        except subprocess.TimeoutExpired:
            status = "still running"
        try:
            words = (self.home / "lane.log").read_text(errors="replace")[-1000:]
        except OSError:
            words = ""
        return LaneDied(f"a lane was lost ({what}, {status}). {words}".strip())


def sweep() -> None:
    """Remove what lanes left behind whose parents were killed."""
    for home in Path(tempfile.gettempdir()).glob(f"{_LANE}*-*"):
        parent = home.name.removeprefix(_LANE).partition("-")[0]
        try:
            ours = home.stat().st_uid == os.getuid()
            os.kill(int(parent), 0)
        except ProcessLookupError:
            if ours:
                shutil.rmtree(home, ignore_errors=True)
        except (OSError, ValueError):
            continue
