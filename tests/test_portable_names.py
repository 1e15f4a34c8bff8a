"""What only POSIX or only Linux has is named where it is started from, and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "grader").rglob("*.py"))

MODULES_OF_POSIX = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "posix", "syslog"}
NAMES = {
    "os": {
        "fork", "forkpty", "posix_spawn", "posix_spawnp", "killpg", "kill", "getuid", "geteuid",
        "getgid", "getsid", "setsid", "getpgid", "pread", "pwrite", "set_blocking", "O_DIRECTORY",
        "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_PATH", "sched_getaffinity",
        "sched_setaffinity", "wait", "wait3", "wait4", "waitpid", "WNOHANG", "uname", "sysconf",
        "statvfs", "mkfifo", "chown", "fchmod", "fchown", "umask", "memfd_create", "pipe2",
        "getpgrp", "setpgrp", "initgroups", "POSIX_SPAWN_DUP2", "POSIX_SPAWN_OPEN",
    },
    "signal": {
        "SIGKILL", "SIGALRM", "SIGPROF", "SIGCHLD", "SIGHUP", "SIGUSR1", "SIGUSR2", "setitimer",
        "alarm", "pthread_sigmask", "pthread_kill", "ITIMER_REAL", "ITIMER_PROF", "sigwait",
    },
    "socket": {"AF_UNIX", "send_fds", "recv_fds", "socketpair"},
    "select": {"select", "poll", "epoll"},
    "time": {"clock_gettime"},
}  # fmt: skip
ARGUMENTS = {"dir_fd", "src_dir_fd", "dst_dir_fd", "pass_fds", "preexec_fn", "file_actions"}

# Which modules may, and why nobody misses it elsewhere.
MAY = {
    "sandbox/launch": "the sealed way",
    "sandbox/sealed": "the sealed way",
    "sandbox/seals": "the sealed way",
    "sandbox/kernel": "the sealed way; without Linux its calls are not made",
    "sandbox/probe": "the sealed way, tried out by `doctor`",
    "sandbox/removal": "by descriptors where the system has that, else by names",
    "sandbox/patience": "another process's CPU time, by the clock where that cannot be asked",
    "sandbox/nursery": "the sealed way",
    "worker/nursery": "the sealed way",
    "worker/alarms": "the sealed way",
    "worker/concurrency": "the seals, which refuse the sockets that an event loop wakes itself by",
    "judge/main": "the sealed way",
    "sandbox/cores": "which cores there are, where the system says",
    "sandbox/leftovers": "a batch: sweeps what killed runs left, where processes can be asked for",
    "submission/folders": "files that a student chose, without following a link: by name elsewhere",
    "judge/doctor": "how much memory there is, where the system says",
}


def mentions(path: Path) -> Iterator[str]:
    """The names that only POSIX has, wherever a module uses them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names):
                yield from {alias.name for alias in names} & MODULES_OF_POSIX
            case ast.ImportFrom(module=module) if module in MODULES_OF_POSIX:
                yield str(module)
            case ast.ImportFrom(module=module, names=names) if module in NAMES:
                yield from {alias.name for alias in names} & NAMES[module]
            case ast.Attribute(value=ast.Name(module), attr=name) if name in NAMES.get(module, ()):
                yield f"{module}.{name}"
            case ast.keyword(arg=name) if name in ARGUMENTS:
                yield str(name)
            case ast.Call(ast.Name("getattr"), [ast.Name(module), ast.Constant(name), *_]):
                if name in NAMES.get(module, ()):
                    yield f"{module}.{name}"


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "grader").with_suffix("").as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_names_nothing_that_only_posix_has(path: Path) -> None:
    found = sorted(set(mentions(path)))
    assert not found or name_of(path) in MAY, found


def test_every_module_that_may_does() -> None:
    assert {name_of(path) for path in MODULES if any(mentions(path))} == MAY.keys()


def test_what_is_looked_for_is_found(tmp_path: Path) -> None:
    path = tmp_path / "uses.py"
    path.write_text(
        "import fcntl\nfrom os import fork\nimport os, signal\nos.killpg(1, signal.SIGKILL)\n"
        "os.open('x', 0, dir_fd=3)\ngetattr(os, 'O_NOFOLLOW', 0)\n"
    )
    assert set(mentions(path)) == {
        "fcntl", "fork", "os.killpg", "signal.SIGKILL", "dir_fd", "os.O_NOFOLLOW",
    }  # fmt: skip
