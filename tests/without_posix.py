"""Runs a program with the POSIX-only parts of Python taken away, in it and in all that it starts.

    python tests/without_posix.py FOLDER -m grader.cli check work

FOLDER gets a stand-in for the interpreter, which `sys.executable` names from then on: whatever is
started by it runs in here as well. It is a simulation on Linux, and none of Windows: what Windows
does otherwise with files, consoles and processes is not in it.
"""

from __future__ import annotations

import asyncio  # which has parts of its own for every platform, and picks them here by the name
import os
import runpy
import select
import selectors
import signal
import socket
import stat
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

assert asyncio

NO_MODULES = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty")
GONE = {
    os: (
        "fork", "forkpty", "posix_spawn", "posix_spawnp", "killpg", "getuid", "geteuid", "getgid",
        "getegid", "getsid", "setsid", "getpgid", "pread", "pwrite", "set_blocking", "O_DIRECTORY",
        "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "sched_getaffinity", "sched_setaffinity", "wait3",
        "wait4", "WNOHANG", "sysconf", "statvfs", "mkfifo", "nice", "getloadavg", "chown",
        "fchmod", "fchown", "lchown",
    ),
    signal: (
        "SIGKILL", "SIGALRM", "SIGPROF", "SIGCHLD", "SIGHUP", "SIGUSR1", "SIGUSR2", "setitimer",
        "alarm", "pthread_sigmask", "pthread_kill", "ITIMER_REAL", "ITIMER_PROF", "sigwait",
    ),
    socket: ("AF_UNIX", "send_fds", "recv_fds", "CMSG_LEN", "SCM_RIGHTS"),
    select: ("poll", "epoll"),
}  # fmt: skip
WITH_DIR_FD = ("open", "stat", "lstat", "unlink", "remove", "rename", "replace", "rmdir", "mkdir",
               "chmod", "link", "symlink", "readlink", "access", "utime")  # fmt: skip
NO_ARGUMENTS = ("preexec_fn", "pass_fds", "umask", "user", "group", "process_group")


def take_away() -> None:
    """Remove what other platforms have not."""
    # It has another way on every platform, and here its own one.
    subprocess.os = _copy_of(os)  # type: ignore[attr-defined]
    subprocess.signal = _copy_of(signal)  # type: ignore[attr-defined]
    for name in NO_MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    for module, names in GONE.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    os.supports_dir_fd.clear()
    for name in WITH_DIR_FD:
        setattr(os, name, _without(getattr(os, name), "dir_fd", "src_dir_fd", "dst_dir_fd"))
    select.select = _sockets_alone(select.select)
    selectors.SelectSelector._select = staticmethod(select.select)  # type: ignore[attr-defined]
    selectors.DefaultSelector = selectors.SelectSelector  # type: ignore[misc]
    del selectors.PollSelector, selectors.EpollSelector
    subprocess.Popen.__init__ = _without(  # type: ignore[method-assign]
        subprocess.Popen.__init__, *NO_ARGUMENTS
    )
    # It chose its ways by what there was.
    sys.modules.pop("shutil", None)
    sys.modules.pop("tempfile", None)


def _copy_of(module: types.ModuleType) -> types.ModuleType:
    copy = types.ModuleType(module.__name__)
    vars(copy).update(vars(module))
    return copy


def _without(function: Callable[..., Any], *names: str) -> Callable[..., Any]:
    """The function, which takes none of these arguments."""

    def refusing(*args: Any, **named: Any) -> Any:
        for name in names:
            if named.pop(name, None):
                raise NotImplementedError(f"{name} is not available on this platform")
        return function(*args, **named)

    return refusing


def _sockets_alone(chosen: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which waits for sockets and for nothing else."""

    def refusing(*lists: Any) -> Any:
        for thing in [thing for part in lists[:3] for thing in part]:
            number = thing if isinstance(thing, int) else thing.fileno()
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                raise OSError(10038, "an operation was attempted on something that is not a socket")
        return chosen(*lists)

    return refusing


def stand_in(folder: Path) -> Path:
    """A program that runs the interpreter in here."""
    program = folder / "python"
    here = os.path.abspath(__file__)
    if not program.exists():
        program.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" -I "{here}" "{folder}" "$@"\n', encoding="utf-8"
        )
        program.chmod(0o755)
    return program


def main(folder: Path, words: list[str]) -> None:
    """Run what the words say: options of the interpreter, then -m MODULE, -c TEXT or a FILE."""
    sys.executable = str(stand_in(folder))
    take_away()
    while words[0] in ("-I", "-B", "-X"):
        del words[: 2 if words[0] == "-X" else 1]
    if words[0] == "-m":
        sys.argv = words[1:]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = words
        runpy.run_path(words[0], run_name="__main__")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
