"""Starting the processes of a judge in the way that this platform has."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from grader.course.contract import Contract
from grader.frames.wire import Limits
from grader.sandbox.launcher import Begun, Launcher
from grader.sandbox.loopback import Door
from grader.sandbox.surroundings import apart, clean_environment, portable_environment
from grader.sandbox.ways import Way, way_here

# What a whole script may take: bytes of memory beyond a warm worker's, of one file, and of all
# that it writes, in so many files; its own folder's copy counts.
SCRIPT_MEMORY, LARGEST_FILE, SCRATCH = 3 << 30, 200 << 20, (400 << 20, 20_000)
# CPU seconds of a life that is long, as a reader's: what bounds it is the patience for each
# question.
_LIFE = 86_400
# What is no course's has no contract.
_NOTHING = Contract((), {})


def start_workers(
    contract: Contract, memory: int, begun: Begun | None = None, *, lasting: bool = False
) -> Launcher:
    """What starts the workers of one course, with the processes that were begun for it.

    `memory`: the bytes that a worker may take beyond what it holds when it is warm. `lasting`: its
    life is long, and the patience for each of its plays bounds it.
    """
    return _started(contract, begun, memory, sizes={"cpu_seconds": _LIFE} if lasting else {})


def start_scripts(serves: str, seconds: int, reads: tuple[str, ...]) -> Launcher:
    """What starts workers that run a whole script each, by the module `serves`.

    They may write as much as a script with checkpoints does, and read `reads` besides.
    """
    sizes = {
        "cpu_seconds": 4 * seconds + 60, "file_size": LARGEST_FILE, "open_files": 256,
        "scratch_bytes": SCRATCH[0], "scratch_files": SCRATCH[1], "reads": reads,
    }  # fmt: skip
    return _started(_NOTHING, None, SCRIPT_MEMORY, serves=serves, sizes=sizes)


def _started(
    contract: Contract,
    begun: Begun | None,
    memory: int,
    serves: str = "",
    sizes: Mapping[str, Any] = MappingProxyType({}),
) -> Launcher:
    from grader.sandbox.portable import Ahead, Portable

    if isinstance(begun, Ahead) or (begun is None and way_here() is Way.PORTABLE):
        room = SCRATCH if serves else ()
        return Portable(begun or Ahead(), contract, memory, serves, room)
    # Here and not above: no other platform has what these are made of.
    from grader.sandbox.launch import Launched, launch
    from grader.sandbox.sealed import Nursery

    assert begun is None or isinstance(begun, Launched)
    return Nursery(begun or launch(), contract, serves=serves, memory=memory, **sizes)


def start_readers(home: Path, program: str, memory: int, limits: Limits) -> Launcher:
    """What starts the readers that a package has: its `nursery`, or its `portable` ones.

    `home` is a folder of its own that goes at the end; `limits` are those of what a reader answers.
    """
    from grader.sandbox.portable import Ahead, Portable

    if way_here() is Way.PORTABLE:
        portable = Portable(Ahead(home, spares=0, program=f"{program}.portable"), _NOTHING, memory)
        portable.limits = limits
        return portable
    from grader.sandbox.launch import launch
    from grader.sandbox.sealed import Nursery

    launched = launch(home, f"{program}.nursery")
    nursery = Nursery(launched, _NOTHING, cpu_seconds=_LIFE, memory=memory)
    nursery.limits = limits
    return nursery


class StartedJudge:
    """A judge's process, and the channel to it."""

    def __init__(self, word: str, home: Path, log: IO[bytes]) -> None:
        """Start it; it logs into `log`, and `home` is its folder."""
        start = _portable if way_here() is Way.PORTABLE else _sealed
        self.process, self._channel, self._door = start(word, home, log)

    @property
    def channel(self) -> Connection:
        """The channel, which a judge of the portable way opens itself.

        Raises:
            OSError: it has not.
        """
        if self._channel is None:
            assert self._door is not None
            self._channel = Connection(self._door.admit(self.process).detach())
        return self._channel

    def hang_up(self) -> None:
        """Close the channel, by which an idle judge ends."""
        if self._channel is not None:
            self._channel.close()
        elif self._door is not None:
            self._door.close()

    def end(self, patience: float) -> None:
        """Hang up; kill it where it has not gone after so many seconds."""
        self.hang_up()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        self.process.kill()
        self.process.wait()
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()


Started = tuple["subprocess.Popen[bytes]", Connection | None, Door | None]


def _sealed(word: str, home: Path, log: IO[bytes]) -> Started:
    """By a socket that the judge is born with, as its standard input."""
    from multiprocessing.connection import Pipe

    channel, theirs = Pipe()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-I", "-m", "grader.judge.main", word],
            stdin=theirs.fileno(),
            stdout=log,
            stderr=log,
            cwd="/",
            env=clean_environment(),
            # Ctrl-C is for the parent, which lets its judges finish.
            **apart(),
        )
    return process, channel, None


def _portable(word: str, home: Path, log: IO[bytes]) -> Started:
    """By a call of the judge's own, to which its standard input invites it."""
    door = Door()
    process = subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", "-m", "grader.judge.portable", word],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        cwd=home,
        env=portable_environment(),
        **apart(),
    )
    assert process.stdin is not None
    with contextlib.suppress(OSError):
        process.stdin.write(door.invitation(home=str(home)))
        process.stdin.flush()  # and stays open: the judge ends when this end is gone
    return process, None, door
