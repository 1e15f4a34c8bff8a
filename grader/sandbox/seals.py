"""The seals of a worker, put on after the fork and before any student code.

This is the one place for them. Each seal is one function that can be put on with the others
off; `SEALS` lists them in order with what each of them means to an instructor. What a machine
does not offer is found out once (`probe`) and said, never passed over in silence.
"""

from __future__ import annotations

import os
import resource
import signal
import site
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox import kernel
from grader.sandbox.scratch import MOST_BYTES, MOST_FILES

NAMESPACES = (
    kernel.CLONE_NEWUSER | kernel.CLONE_NEWPID | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWNS | kernel.CLONE_NEWUTS | kernel.CLONE_NEWCGROUP
)  # fmt: skip

# What student code never reads, although it lies among the packages: the checks and the
# reference, and the table of digits that the held-out ones are drawn from.
_SECRET_PACKAGES = ("grader", "sklearn", "mnist_grade", "scikit_learn")


@dataclass(frozen=True, slots=True)
class Confines:
    """What one worker may use in its whole life, and the folders that it may see.

    Bytes of memory count from what the warm nursery has already. `reads` are places that may be
    read besides; `ruleset` is the descriptor of the files' rules, where they were made before the
    fork.
    """

    folder: str
    scratch: str
    cpu_seconds: int = 120
    memory: int = 1 << 30
    file_size: int = 1 << 20
    open_files: int = 64
    pending: int = 64  # signals that wait, and timers
    threads: int = 64
    scratch_bytes: int = MOST_BYTES
    scratch_files: int = MOST_FILES
    reads: tuple[str, ...] = ()
    ruleset: int = -1


Seal = Callable[[Confines], None]


def die_with_parent(_: Confines) -> None:
    """Ends when the grader ends, in a session of its own."""
    # SECURITY: without it a killed grader leaves student code running.
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    os.setsid()


def limit_resources(confines: Confines) -> None:
    """CPU time, memory, file size, open files, threads, timers; no core dumps."""
    # SECURITY: without these a loop of allocations, writes, opens or threads takes the machine
    # from everybody else, and a core dump writes the process's memory to disk.
    held = (
        int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        * resource.getpagesize()
    )
    limits = {
        resource.RLIMIT_CPU: confines.cpu_seconds,
        resource.RLIMIT_AS: held + confines.memory,
        resource.RLIMIT_FSIZE: confines.file_size,
        resource.RLIMIT_NOFILE: confines.open_files,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_SIGPENDING: confines.pending,
    }
    for name, value in limits.items():
        hard = resource.getrlimit(name)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(name, (value, value))


def own_namespaces(confines: Confines) -> None:
    """No network, no other process to see, a scratch folder in memory that is gone afterwards."""
    # SECURITY: the process was forked into them (see nursery); without the rest of this it
    # would still see the grader's mounts and hold every capability inside them.
    if not in_own_namespaces():
        raise OSError(1, "the kernel does not let this account make namespaces")
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    quiet = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    room = f"size={confines.scratch_bytes},nr_inodes={confines.scratch_files},mode=700"
    kernel.mount("tmpfs", confines.scratch, "tmpfs", quiet, room)
    kernel.mount("proc", "/proc", "proc", quiet)
    _write("/proc/sys/kernel/pid_max", str(300 + confines.threads))


def _write(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="ascii")
    except OSError:
        return  # pid_max is a namespace's own only since Linux 6.14; RLIMIT_AS bounds threads too.


def in_own_namespaces() -> bool:
    """Whether this process is the first of a process namespace of its own."""
    return os.getpid() == 1


def few_files(confines: Confines) -> None:
    """Reads the interpreter, its packages and the submission; writes its scratch folder alone."""
    # SECURITY: without it student code reads the hidden checks, the seed in course.yaml, other
    # submissions and the home folder, and writes wherever the grader's account may.
    ruleset = (
        confines.ruleset if confines.ruleset >= 0 else readable(confines.folder, confines.reads)
    )
    # Here and not before: each worker's scratch folder is another one.
    kernel.landlock_allow(ruleset, confines.scratch, kernel.WRITE)
    kernel.landlock(ruleset)


def readable(folder: str, more: tuple[str, ...] = ()) -> int:
    """A descriptor of what `few_files` lets be read: the same for each worker on a submission.

    Where it is made before the fork it is given to the worker as `ruleset`.
    """
    rules = [(path, kernel.READ) for path in _packages()]
    rules += [
        *((place, kernel.READ_FILE | kernel.READ_DIR) for place in (folder, *more)),
        ("/dev/null", kernel.READ_FILE | kernel.WRITE_FILE),
        ("/dev/urandom", kernel.READ_FILE),
    ]
    return kernel.landlock_rules(rules)


def no_capabilities(_: Confines) -> None:
    """Holds no capability and cannot gain any."""
    # SECURITY: a user namespace gives its first process every capability inside it, and with
    # them parts of the kernel that an ordinary process never reaches.
    kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)


def few_calls(_: Confines) -> None:
    """No sockets, no new processes or programs, no signals, no tracing, no io_uring, no BPF."""
    # SECURITY: without it the kernel's whole surface is open, ptrace of the grader included.
    kernel.seccomp(kernel.seccomp_program(kernel.SYSCALLS))


# In the order in which they are put on: each later one forbids what an earlier one needs.
SEALS: dict[str, Seal] = {
    "session": die_with_parent,
    "limits": limit_resources,
    "namespaces": own_namespaces,
    "files": few_files,
    "capabilities": no_capabilities,
    "calls": few_calls,
}


def keep_only(channel: int, ruleset: int = -1) -> tuple[int, int]:
    """Close every descriptor but these, which become 3 and 4; 0, 1 and 2 lead nowhere.

    The rules are closed when they are put on.
    """
    # SECURITY: without it student code could write into the nursery's control channel or onto
    # the grader's own standard output.
    nothing = os.open(os.devnull, os.O_RDWR)
    kept = [os.dup2(fd, 200 + i) for i, fd in enumerate((channel, ruleset)) if fd >= 0]
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    for place, fd in enumerate(kept, start=3):
        os.dup2(fd, place, inheritable=False)
    os.closerange(3 + len(kept), 4096)
    return 3, 4 if ruleset >= 0 else -1


def fork_worker(namespaces: bool) -> int:
    """Fork, into namespaces of its own where they are to be had; like os.fork."""
    if not namespaces:
        return os.fork()
    user, group = os.getuid(), os.getgid()
    child = kernel.fork_into(NAMESPACES)
    if child == 0:
        # Without its own namespace's mapping it would be nobody, and could read no library.
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"1000 {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"1000 {group} 1", encoding="ascii")
    return child


def seal(confines: Confines, names: list[str]) -> None:
    """Put the named seals on this process, in their order."""
    os.umask(0o077)
    for name, put_on in SEALS.items():
        if name in names:
            put_on(confines)
    os.chdir(confines.scratch)


def probe(confines: Confines) -> dict[str, str]:
    """For each seal: empty where it can be put on here, else why not.

    Each is tried in a child of its own, so that one that fails says nothing of the others.
    """
    if not kernel.supported():
        return dict.fromkeys(SEALS, f"not made for {sys.platform} on this processor")
    return {name: _tried(name, confines) for name in SEALS}


def _tried(name: str, confines: Confines) -> str:
    reader, writer = os.pipe()
    try:
        child = fork_worker(namespaces=name == "namespaces")
    except OSError as error:
        return str(error.strerror)
    if child == 0:
        said = ""
        try:
            SEALS[name](confines)
        except OSError as error:
            said = str(error)
        finally:
            os.write(writer, said.encode()[:500])
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        said = file.read().decode()
    os.waitpid(child, 0)
    return said


def _packages() -> list[str]:
    """The interpreter, the C library, and every installed package that holds no secret."""
    standard = sysconfig.get_path("stdlib")
    places = {entry.path for entry in os.scandir(standard) if "-packages" not in entry.name}
    places |= {entry.path for entry in os.scandir(sys.base_prefix + "/lib") if entry.is_file()}
    places |= {f"{root}{lib}" for root in ("", "/usr") for lib in ("/lib/x86_64-linux-gnu",
               "/lib/aarch64-linux-gnu", "/lib64")}  # fmt: skip
    places |= {"/etc/ld.so.cache", "/sys/devices/system/cpu"}
    for folder in site.getsitepackages():
        if os.path.isdir(folder):
            places |= {
                entry.path
                for entry in os.scandir(folder)
                if not entry.name.startswith(_SECRET_PACKAGES)
            }
    return sorted(places)
