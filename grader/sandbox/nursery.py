"""A nursery: a warm process that knows nothing secret and forks sealed children on request.

What its children serve stands in its program: student code in a worker's, student text in a
reader's. Requests and answers are frames; the descriptor of a child's own channel travels beside
its request.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from grader.frames.wire import PREFIX, Frame, Limits, decode, encode, lengths, read_exactly
from grader.sandbox import kernel, removal, seals
from grader.sandbox.seals import Confines
from grader.sandbox.surroundings import LOG

CONTROL_LIMITS = Limits(header=1 << 16, payload=1 << 30)

# What a child does with its channel, its folder and its limits until the other side hangs up; a
# module is named where it is to do something else than what its program is for.
Serve = Callable[[socket.socket, str, Limits, str], None]


@dataclass(frozen=True, slots=True)
class Program:
    """What makes a nursery the one that it is.

    `begin` makes of what the first request tells what children serve, and `hold` takes what they
    are to have in common.
    """

    begin: Callable[[dict[str, Any]], Serve]
    hold: Callable[[bytes, list[str]], None] = lambda payload, modules: None


@dataclass(slots=True)
class _Child:
    """A process that was forked, and the folder that it writes to."""

    pid: int
    scratch: str
    killed: bool = False


def run(control: socket.socket, program: Program) -> NoReturn:
    """Answer requests until the other side hangs up; then end every child that is left."""
    if kernel.supported():
        # SECURITY: without it a process of the same account could read or trace this one.
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    (home, serve), children = _begin(control, program), dict[int, _Child]()
    # The judge imports longer than this process does: what it will ask for is done meanwhile.
    missing = seals.probe(Confines(folder=str(home), scratch=str(home / "scratch")))
    with contextlib.suppress(EOFError):
        while True:
            frame, descriptors = _receive(control)
            answer = _answer(frame, descriptors, children, missing, serve, program)
            if answer is not None:
                control.sendall(encode(answer))
    for child in children.values():
        _end(child)
    os._exit(0)  # to take torch down in good order would cost half a second


def _begin(control: socket.socket, program: Program) -> tuple[Path, Serve]:
    """The folder that the first request names, made ready, and what children are to serve."""
    try:
        told = _receive(control)[0].header
    except EOFError:  # nothing to do, after all
        os._exit(0)
    home, serve = Path(told["home"]), program.begin(told)
    log = os.open(home / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 2)
    os.close(log)
    (home / "scratch").mkdir()
    os.chdir("/")
    return home, serve


def _receive(control: socket.socket) -> tuple[Frame, list[int]]:
    """One request, with the descriptors that came beside its first bytes."""
    start, descriptors, _, _ = socket.recv_fds(control, PREFIX.size, 1)
    if not start:
        raise EOFError
    prefix = start + read_exactly(control, PREFIX.size - len(start))
    header, payload = lengths(prefix, CONTROL_LIMITS)
    body = read_exactly(control, header), read_exactly(control, payload)
    return decode(*body), descriptors


def _answer(
    frame: Frame,
    descriptors: list[int],
    children: dict[int, _Child],
    missing: dict[str, str],
    serve: Serve,
    program: Program,
) -> dict[str, Any] | None:
    """Do what is asked; None where no answer is expected."""
    match frame.header["do"]:
        case "probe":
            return {"seals": missing}
        case "hold":
            program.hold(frame.payload, frame.header["modules"])
            return {"ready": True}
        case "fork":
            confines = Confines(**frame.header["confines"])
            child = _fork(confines, frame.header, descriptors[0], serve)
            children[child] = _Child(child, confines.scratch)
            os.close(descriptors[0])
            return {"pid": child}
        case "end":
            return _end(children.pop(frame.header["pid"]))
        case "kill":
            _kill(frame.header["pid"])
            children[frame.header["pid"]].killed = True
            return None
        case "reap":
            for gone in [child for child in children.values() if child.killed]:
                _end(children.pop(gone.pid))
            _forget_rules()
            return {}
    raise ValueError(f"unknown request {frame.header!r}")


def _fork(confines: Confines, header: dict[str, Any], descriptor: int, serve: Serve) -> int:
    """A sealed child on its own channel, with a scratch folder; the number of its process."""
    os.mkdir(confines.scratch, 0o700)
    ruleset = _rules_for(confines) if "files" in header["seals"] else -1
    child = seals.fork_worker(namespaces="namespaces" in header["seals"])
    if child:
        return child
    try:
        kept, ruleset = seals.keep_only(descriptor, ruleset)
        channel = socket.socket(fileno=kept)
        seals.seal(replace(confines, ruleset=ruleset), header["seals"])
        # What goes wrong before this is ours, what goes wrong after it is the submission's.
        channel.sendall(encode({"ready": True}))
        serve(channel, confines.folder, Limits(**header["limits"]), header["serves"])
    finally:
        # SECURITY: a child that returned from here would become a second nursery.
        os._exit(70)


_RULES: dict[str, int] = {}


def _rules_for(confines: Confines) -> int:
    """What children on this submission may read: made once for all of them."""
    folder = confines.folder
    if folder not in _RULES:
        _forget_rules()
        _RULES[folder] = seals.readable(folder, confines.reads)
    return _RULES[folder]


def _forget_rules() -> None:
    for ruleset in _RULES.values():
        os.close(ruleset)
    _RULES.clear()


def _kill(child: int) -> None:
    """Kill a child and everything in its session."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


def _end(child: _Child) -> dict[str, Any]:
    """Kill a child and wait until it is gone; how it had ended, and what it used."""
    _kill(child.pid)
    _, status, usage = os.wait4(child.pid, 0)
    # SECURITY: what one submission wrote must not be there for the next one.
    removal.remove(child.scratch)
    return {
        "exit": os.waitstatus_to_exitcode(status),
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss * 1024,
    }
