"""A process that is sealed as a worker is sealed, and then tells what really holds.

It is started by name (`python -I -m grader.sandbox.probe HOME`) and writes one line of JSON for
each protection. Nothing is claimed from the code that puts a seal on: the sealed process tries
what student code would try, or asks the kernel.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import socket
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader.sandbox import seals
from grader.sandbox.seals import Confines

_PR_GET_PDEATHSIG = 2
_PR_GET_NO_NEW_PRIVS = 39


@dataclass(frozen=True, slots=True)
class Protection:
    """One thing that a seal is there for; `holds` is called inside a sealed process."""

    name: str
    without: str  # what student code could do without it
    seal: str  # the seal that gives it; empty where the fork alone does
    holds: Callable[[], bool]


def _limited(name: str) -> Callable[[], bool]:
    """This resource limit is set."""
    number = getattr(resource, name)
    return lambda: resource.getrlimit(number)[1] != resource.RLIM_INFINITY


def _refused(attempt: Callable[[], object]) -> Callable[[], bool]:
    """The system refuses this attempt."""

    def holds() -> bool:
        try:
            attempt()
        except OSError:
            return True
        return False

    return holds


def _apart() -> bool:
    """A session of its own, and no descriptor but the channel and three that lead nowhere."""
    opened = [number for number in range(256) if not _refused(partial(os.fstat, number))()]
    return os.getsid(0) == os.getpid() and opened == [0, 1, 2, 3]


def _dies_with_parent() -> bool:
    signal = ctypes.c_int()
    return _asked(_PR_GET_PDEATHSIG, ctypes.byref(signal)) == 0 and signal.value != 0


def _gains_nothing() -> bool:
    return _asked(_PR_GET_NO_NEW_PRIVS, 0) == 1


def _asked(option: int, argument: object) -> int:
    if sys.platform != "linux":
        return -1
    return int(ctypes.CDLL(None).prctl(option, argument, 0, 0, 0))


def _no_core() -> bool:
    return resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def _cannot_reach_the_grader() -> bool:
    """The parent is not even to be seen, or takes no signal from here."""
    parent = os.getppid()
    return parent == 0 or _refused(lambda: os.kill(parent, 0))()


def _write_beside_the_scratch() -> None:
    beside = Path.cwd().parent / f"probe-{os.getpid()}"
    beside.touch(exist_ok=False)
    beside.unlink()


def _run_a_program() -> None:
    child = os.posix_spawn("/bin/true", ["true"], {})
    if os.waitpid(child, 0)[1] != 0:
        raise OSError("it did not run")


# What the kernel is asked for, before the seal on system calls forbids the question.
ASKED = (
    Protection(
        "a process of its own", "share the grader's memory and open files", "session", _apart
    ),
    Protection("dies with the grader", "outlive a killed grader", "session", _dies_with_parent),
    Protection("CPU time limit", "run for ever", "limits", _limited("RLIMIT_CPU")),
    Protection("memory limit", "use up the machine's memory", "limits", _limited("RLIMIT_AS")),
    Protection(
        "file size limit", "fill the disk with one file", "limits", _limited("RLIMIT_FSIZE")
    ),
    Protection(
        "open files limit", "use up the machine's open files", "limits", _limited("RLIMIT_NOFILE")
    ),
    Protection("no core dumps", "leave its whole memory on the disk", "limits", _no_core),
    Protection(
        "no new privileges", "gain rights from set-user-id programs", "capabilities", _gains_nothing
    ),
)
# What is tried with every seal on.
TRIED = (
    Protection(
        "no reading outside",
        "read this account's files",
        "files",
        _refused(lambda: Path("/etc/passwd").read_bytes()),
    ),
    Protection(
        "no writing outside",
        "change this account's files",
        "files",
        _refused(_write_beside_the_scratch),
    ),
    Protection(
        "no network",
        "send and fetch what it likes",
        "calls",
        _refused(lambda: socket.socket(socket.AF_INET).close()),
    ),
    Protection("no signals", "stop or trace the grader", "calls", _cannot_reach_the_grader),
    Protection("no other programs", "start other programs", "calls", _refused(_run_a_program)),
)


def main(home: Path) -> None:
    """Seal a child of this process; it writes a line for each protection to standard output."""
    confines = Confines(folder=str(home / "submission"), scratch=str(home / "scratch"))
    for folder in (confines.folder, confines.scratch):
        Path(folder).mkdir()
    missing = seals.probe(confines)
    names = [name for name, why in missing.items() if not why]
    child = seals.fork_worker(namespaces="namespaces" in names)
    if child:
        os.waitpid(child, 0)
        return
    try:
        channel, _ = seals.keep_only(1)
        seals.seal(confines, [name for name in names if name != "calls"])
        _tell(channel, ASKED, missing)
        seals.seal(confines, [name for name in names if name == "calls"])
        _tell(channel, TRIED, missing)
    finally:
        os._exit(0)


def _tell(channel: int, protections: Iterable[Protection], missing: Mapping[str, str]) -> None:
    for protection in protections:
        answer = {
            "name": protection.name, "without": protection.without, "seal": protection.seal
        }  # fmt: skip
        answer["why"] = missing.get(protection.seal, "")
        line = json.dumps({**answer, "holds": protection.holds()})
        os.write(channel, line.encode() + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
