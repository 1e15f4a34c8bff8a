"""A process that seals itself as a worker is sealed, and then tells what really holds.

It is started by name (`python -I -m grader.sandbox.probe SCRATCH`) and writes one line of JSON
for each protection. Nothing is claimed from the code that puts a seal on: the probe tries what
student code would try, or asks the kernel.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader.sandbox.seals import Allowances, seal

_PR_GET_PDEATHSIG = 2
_PR_GET_NO_NEW_PRIVS = 39


@dataclass(frozen=True, slots=True)
class Protection:
    """One thing that a seal is there for; `holds` is called inside a sealed process."""

    name: str
    without: str  # what student code could do without it
    holds: Callable[[], bool]


def _limited(*names: str) -> Callable[[], bool]:
    """One of these resource limits is set."""

    def holds() -> bool:
        numbers = [getattr(resource, name, None) for name in names]
        limits = [resource.getrlimit(number)[1] for number in numbers if number is not None]
        return any(limit != resource.RLIM_INFINITY for limit in limits)

    return holds


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
    return _prctl(_PR_GET_PDEATHSIG, ctypes.byref(signal)) == 0 and signal.value != 0


def _gains_nothing() -> bool:
    return _prctl(_PR_GET_NO_NEW_PRIVS, 0) == 1


def _prctl(option: int, argument: object) -> int:
    if sys.platform != "linux":
        return -1
    return int(ctypes.CDLL(None).prctl(option, argument, 0, 0, 0))


def _no_core() -> bool:
    return resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def _no_network() -> bool:
    """No socket can be made, or there is no interface but the machine itself."""
    if _refused(lambda: socket.socket(socket.AF_INET).close())():
        return True
    return {name for _, name in socket.if_nameindex()} <= {"lo", "lo0"}


def _write_beside_the_scratch() -> None:
    beside = Path.cwd().parent / f"probe-{os.getpid()}"
    beside.touch(exist_ok=False)
    beside.unlink()


def _run_a_program() -> None:
    child = os.posix_spawn("/bin/true", ["true"], {})
    if os.waitpid(child, 0)[1] != 0:
        raise OSError("it did not run")


PROTECTIONS = (
    Protection("a process of its own", "share the grader's memory and open files", _apart),
    Protection("CPU time limit", "run for ever", _limited("RLIMIT_CPU")),
    Protection("file size limit", "fill the disk with one file", _limited("RLIMIT_FSIZE")),
    Protection("open files limit", "use up the machine's open files", _limited("RLIMIT_NOFILE")),
    Protection("no core dumps", "leave its whole memory on the disk", _no_core),
    Protection("no new privileges", "gain rights from set-user-id programs", _gains_nothing),
    Protection("dies with the grader", "outlive a killed grader", _dies_with_parent),
    Protection("memory limit", "use up the machine's memory", _limited("RLIMIT_AS", "RLIMIT_DATA")),
    Protection("no network", "send and fetch what it likes", _no_network),
    Protection(
        "no reading outside",
        "read this account's files",
        _refused(lambda: Path("/etc/passwd").read_bytes()),
    ),
    Protection(
        "no writing outside", "change this account's files", _refused(_write_beside_the_scratch)
    ),
    Protection("no other programs", "start other programs", _refused(_run_a_program)),
)


def main(scratch: str) -> None:
    """Seal this process, and write a line for each protection to what was standard output."""
    channel = seal(Allowances(), 1, scratch)
    for protection in PROTECTIONS:
        holds = protection.holds()
        answer = {"name": protection.name, "holds": holds, "without": protection.without}
        os.write(channel, json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
