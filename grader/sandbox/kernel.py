"""The kernel's calls that Python has no name for: prctl, clone, mount, capset, Landlock, seccomp.

Numbers and layouts: Linux UAPI headers (`linux/landlock.h`, `linux/seccomp.h`,
`linux/capability.h`, `asm/unistd.h`) for x86_64 and aarch64. Each function raises OSError with
the kernel's error number.
"""

from __future__ import annotations

import ctypes
import os
import platform
import stat
import struct
import sys
from collections.abc import Iterable
from functools import cache

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38

CLONE_THREAD = 0x00010000
CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = (
    0x20000,
    0x02000000,
    0x04000000,
    0x08000000,
)
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000

MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 2, 4, 8, 1 << 14, 1 << 18

_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SIGCHLD = 17

# Names to numbers on (x86_64, aarch64); None where the architecture has no such call.
SYSCALLS: dict[str, tuple[int | None, int | None]] = {
    "clone": (56, 220), "fork": (57, None), "vfork": (58, None), "execve": (59, 221),
    "execveat": (322, 281), "clone3": (435, 435), "kill": (62, 129), "tkill": (200, 130),
    "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "kcmp": (312, 272), "socket": (41, 198), "socketpair": (53, 199),
    "connect": (42, 203), "bind": (49, 200), "listen": (50, 201), "sendmsg": (46, 211),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "chroot": (161, 51), "unshare": (272, 97), "setns": (308, 268),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218), "setrlimit": (160, 164),
    "prlimit64": (302, 261), "memfd_create": (319, 279), "memfd_secret": (447, 447),
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "msgget": (68, 186),
    "msgsnd": (69, 189), "msgrcv": (70, 188), "msgctl": (71, 187), "semget": (64, 190),
    "semop": (65, 193), "semctl": (66, 191), "semtimedop": (220, 192), "mq_open": (240, 180),
    "mq_unlink": (241, 181), "inotify_init1": (294, 26), "fanotify_init": (300, 262),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "init_module": (175, 105),
    "finit_module": (313, 273), "kexec_load": (246, 104), "swapon": (167, 224),
    "reboot": (169, 142), "acct": (163, 89), "quotactl": (179, 60), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "sethostname": (170, 161), "setpriority": (141, 140),
    "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119), "sched_setattr": (314, 274),
    "sched_setparam": (142, 118), "quotactl_fd": (443, 443),
    "ioprio_set": (251, 30), "personality": (135, 92), "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445), "landlock_restrict_self": (446, 446), "chmod": (90, None),
    "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, None),
    "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54), "utime": (132, None),
    "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88), "setxattr": (188, 5),
    "lsetxattr": (189, 6), "fsetxattr": (190, 7), "removexattr": (197, 14),
    "lremovexattr": (198, 15), "fremovexattr": (199, 16), "capset": (126, 91),
    "seccomp": (317, 277), "prctl": (157, 167),
}  # fmt: skip

# Calls from this number on came after Linux 6.6, on both architectures.
_UNKNOWN = 453


def supported() -> bool:
    """Whether the tables of this module are for this machine."""
    return sys.platform == "linux" and platform.machine() in _ARCHITECTURE


def number_of(name: str) -> int | None:
    """The number of a system call on this machine."""
    return SYSCALLS[name][0 if platform.machine() == "x86_64" else 1]


_LIBRARY = ctypes.PyDLL(None, use_errno=True) if sys.platform == "linux" else None


def _call(name: str, *arguments: object) -> int:
    """A function of the C library with long arguments; OSError where it returns -1."""
    function = getattr(_LIBRARY, name)
    function.restype = ctypes.c_long
    plain = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = int(function(*plain))
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def _syscall(name: str, *arguments: object) -> int:
    number = number_of(name)
    if number is None:
        raise OSError(38, f"{name} is not a call of this machine")
    return _call("syscall", number, *arguments)


def prctl(option: int, value: int, more: object = 0) -> None:
    """Set an attribute of this process (prctl(2))."""
    _call("prctl", option, value, more, 0, 0)


def fork_into(flags: int) -> int:
    """Fork into new namespaces (clone(2) with SIGCHLD); like os.fork, Python's state included."""
    api = ctypes.pythonapi
    api.PyOS_BeforeFork()
    try:
        child = _syscall("clone", flags | _SIGCHLD, 0, 0, 0, 0)
    except OSError:
        api.PyOS_AfterFork_Parent()
        raise
    if child == 0:
        api.PyOS_AfterFork_Child()
    else:
        api.PyOS_AfterFork_Parent()
    return child


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mount a filesystem (mount(2))."""
    _call("mount", source.encode(), target.encode(), kind.encode(), flags, options.encode())


def drop_capabilities() -> None:
    """Give up every capability (capset(2), version 3 header, all sets empty)."""
    header = ctypes.create_string_buffer(struct.pack("=Ii", 0x20080522, 0))
    data = ctypes.create_string_buffer(struct.pack("=6I", 0, 0, 0, 0, 0, 0))
    _call("capset", header, data)


def madvise(address: int, size: int, advice: int) -> None:
    """Advise the kernel about a part of this process's memory (madvise(2))."""
    _call("madvise", ctypes.c_void_p(address), size, advice)


def trim() -> None:
    """Return freed memory that the C library keeps for later (malloc_trim(3)), where it can."""
    function = getattr(_LIBRARY, "malloc_trim", None)
    if function is not None:
        function(0)


# --- Landlock -------------------------------------------------------------------------------

READ_FILE, READ_DIR, EXECUTE, WRITE_FILE = 1 << 2, 1 << 3, 1 << 0, 1 << 1
READ = READ_FILE | READ_DIR | EXECUTE
# Create and remove plain files and folders; no devices, sockets, pipes or links.
WRITE = READ_FILE | READ_DIR | WRITE_FILE | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 14
_HANDLED_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}


def landlock_abi() -> int:
    """The version of Landlock that the kernel offers; OSError where it has none."""
    return _syscall("landlock_create_ruleset", 0, 0, 1)


def landlock_rules(rules: Iterable[tuple[str, int]]) -> int:
    """A descriptor of rules by which only the given paths may be used, with the given rights.

    No TCP and no signals to others either, where the kernel knows of those.
    """
    abi = landlock_abi()
    network = 3 if abi >= 4 else 0
    scope = 3 if abi >= 6 else 0
    parts = [_handled()] + ([network] if abi >= 4 else []) + ([scope] if abi >= 6 else [])
    attributes = struct.pack(f"={len(parts)}Q", *parts)
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    ruleset = _syscall("landlock_create_ruleset", buffer, len(attributes), 0)
    for path, rights in rules:
        landlock_allow(ruleset, path, rights)
    return ruleset


@cache
def _handled() -> int:
    """The kinds of access that this kernel can keep from a process."""
    abi = landlock_abi()
    return _HANDLED_BY_ABI[max(version for version in _HANDLED_BY_ABI if version <= abi)]


def landlock(ruleset: int) -> None:
    """Put rules on this process and close their descriptor."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    _syscall("landlock_restrict_self", ruleset, 0)
    os.close(ruleset)


def landlock_allow(ruleset: int, path: str, rights: int) -> None:
    """Add a rule; a path that is not there needs none."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
        rights &= READ_FILE | WRITE_FILE | EXECUTE
    rule = ctypes.create_string_buffer(struct.pack("=Qi", rights & _handled(), descriptor))
    try:
        _syscall("landlock_add_rule", ruleset, 1, rule, 0)
    finally:
        os.close(descriptor)


# --- seccomp --------------------------------------------------------------------------------

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = 1, 38
# What a thread may still ask of prctl: its name, names of memory, and what it may not do.
_PRCTL = {3, 15, 16, 21, 23, 39, 0x53564D41}


def seccomp_program(denied: Iterable[str]) -> bytes:
    """A BPF filter that refuses the named calls with EPERM and everything foreign with a kill.

    `clone` passes for threads alone, and `clone3`, whose flags a filter cannot read, does not
    exist, so that the C library falls back on `clone`.
    """
    refuse = _ERRNO | _EPERM
    program = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, _ARCHITECTURE[platform.machine()]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
        # SECURITY: x32 calls have numbers of their own and would pass every comparison below.
        (_AT_LEAST, 0, 1, 0x40000000),
        (_RETURN, 0, 0, refuse),
        # SECURITY: what a later Linux brings nobody has thought of here: since 6.13 it changes the
        # attributes of any file by its path, and tells all that is mounted.
        (_AT_LEAST, 0, 1, _UNKNOWN),
        (_RETURN, 0, 0, _ERRNO | _ENOSYS),
        (_EQUAL, 0, 1, number_of("clone3") or 0),
        (_RETURN, 0, 0, _ERRNO | _ENOSYS),
    ]
    for name in sorted(denied):
        number = number_of(name)
        if number is not None and name not in ("clone", "clone3", "prctl"):
            program += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, refuse)]
    # SECURITY: by prctl a process could undo the signal that ends it with the grader.
    allowed = [
        part for option in _PRCTL for part in ((_EQUAL, 0, 1, option), (_RETURN, 0, 0, _ALLOW))
    ]
    first = [(_LOAD, 0, 0, 16), *allowed, (_RETURN, 0, 0, refuse)]
    program += [
        (_EQUAL, 0, len(first), number_of("prctl") or 0),
        *first,
        (_EQUAL, 0, 3, number_of("clone") or 0),
        (_LOAD, 0, 0, 16),
        (_ANY_BIT, 1, 0, CLONE_THREAD),
        (_RETURN, 0, 0, refuse),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)


def seccomp(program: bytes) -> None:
    """Put a filter on this process and all of its threads to come."""
    buffer = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(
        struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    )
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_SET_SECCOMP, 2, header)
