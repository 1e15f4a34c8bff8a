"""The guard inside the interpreter: what reaches from student code to what looks at it is refused.

Python tells an audit hook of such attempts before they happen, and a hook cannot be taken off.
It raises PermissionError, as the kernel would. It is a hurdle and no wall: the wall is the
process. Raw memory (ctypes, strides) stays open to student code; see docs/security.md.
"""

from __future__ import annotations

import _thread
import errno
import os
import sys
from collections.abc import Callable
from typing import Any

import torch

from grader.scenes import Tampered

# No right code needs these: they lead from any object to any other.
_ALWAYS = {
    "gc.get_objects", "gc.get_referrers", "gc.get_referents",
    "sys._current_frames", "sys._current_exceptions", "sys.addaudithook",
    "sys.monitoring.register_callback",
}  # fmt: skip
# These reach what is on the stack, which on the stage is what a scene has seen so far.
_ON_STAGE = {
    "sys._getframe", "sys._getframemodulename", "sys.settrace", "sys.setprofile", "exec",
}  # fmt: skip
_FRAMES = {"tb_frame", "gi_frame", "cr_frame", "ag_frame"}
_BODIES = {"__code__", "__defaults__", "__kwdefaults__"}
_DECORATORS = ("utils/_contextlib.py", "_dynamo/eval_frame.py")
# Refused by a seal, or harmless; told to the instructor when the submission's own line does it.
_TOLD = {
    "socket.__new__", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork",
    "os.forkpty", "os.kill", "os.killpg", "os.chmod", "os.chown", "os.remove", "os.link",
    "os.symlink", "ctypes.dlopen",
}  # fmt: skip
MOST_TOLD = 20
_KERNELS = ("aten", "prim", "_")


def stand_guard(
    folder: str, tried: list[str], floor: int, clock: tuple[int, ...] = ()
) -> tuple[Callable[[], None], Callable[[], Any]]:
    """Put the hook on this process; to be called by the stage's own thread, with the floor idle.

    What student code tries is noted in `tried`, each with its line. `clock` are our other threads.
    Returned are a function that raises Tampered where the thread of the floor is not where it is
    now, and one that gives the frame in which it is.
    """
    ours = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
    torchs = os.path.dirname(os.path.abspath(torch.__file__)) + os.sep
    asking: list[int] = []
    innermost = _innermost(floor, asking)
    resting = _resting(innermost)
    closed = (ours, torchs)
    hook = _hook(_thread.get_ident(), folder + os.sep, closed, tried, asking, frozenset(clock))
    sys.addaudithook(hook)
    return resting, innermost


def _innermost(floor: int, asking: list[int]) -> Callable[[], Any]:
    """A function that gives the frame in which the floor's thread is."""
    frames, thread = sys._current_frames, _thread.get_ident

    def innermost() -> Any:
        own = thread()
        asking.append(own)
        try:
            return frames()[floor]
        finally:
            asking.remove(own)

    return innermost


def _resting(innermost: Callable[[], Any]) -> Callable[[], None]:
    """Whether the floor is idle: no answer of its counts while student code still runs there."""
    failed, idle = Tampered, innermost()

    def require() -> None:
        if innermost() is not idle:
            raise failed("it answers while it still runs")

    return require


def guard_threads() -> None:
    """Let nobody set a trace function in any thread but their own."""
    # SECURITY: Python 3.12 can set one in all, with no word to the hook of which: it would run
    # beside the scenes, and be handed their frames.
    for name in ("_setprofileallthreads", "_settraceallthreads"):
        if hasattr(sys, name):
            setattr(sys, name, _refused)


def _refused(*_: object) -> None:
    raise _refusal("a trace function in every thread")


def guard_kernels() -> None:
    """Let torch.library register a learner's own operations, and none over PyTorch's."""
    kernels: Any = torch._C
    kernels._dispatch_library = _guarded_library(kernels._dispatch_library)


def _hook(
    stage: int,
    folder: str,
    closed: tuple[str, ...],
    tried: list[str],
    asking: list[int],
    clock: frozenset[int],
) -> Callable[[str, Any], None]:
    """The hook: bound to its own values alone, for modules can be changed by then."""
    always, told, refuse, most = _ALWAYS, _TOLD, _refusal, MOST_TOLD
    checks, line_of = _checks(stage, closed), _line_of_student(folder)
    thread, opens_outside = _thread.get_ident, _outside(_read_by_right_code(folder, closed))

    def tell(what: str) -> None:
        asking.append(thread())  # to look for the line asks the hook again
        try:
            if len(tried) < most and (line := line_of()):
                tried.append(f"{what} ({line})")
        finally:
            asking.remove(thread())

    def check(event: str, args: Any) -> bool:
        asking.append(thread())  # to look at a frame does, too
        try:
            return checks[event](args)
        finally:
            asking.remove(thread())

    def hook(event: str, args: Any) -> None:
        # SECURITY: for our own threads alone. A clock's ring can end this very function on the
        # floor, and leave that thread's number among the asking ones; nothing may follow from it.
        own = thread()
        if (own == stage or own in clock) and own in asking:
            return
        if event in always or (event in checks and check(event, args)):
            what = f"{event} {args[1] if len(args) > 1 else ''}".strip()
            tell(what)
            raise refuse(what)
        if event in told:
            tell(event)
        elif event == "open" and opens_outside(args[0]):
            tell(f"open {args[0][:100]}")

    return hook


def _outside(own: tuple[str, ...]) -> Callable[[object], bool]:
    """Whether an absolute path, be it one with a drive's letter, leads to nothing of one's own."""

    def outside(path: object) -> bool:
        absolute = type(path) is str and (path[:1] == "/" or path[1:3] in (":\\", ":/"))
        return absolute and not path.startswith(own)  # type: ignore[attr-defined]

    return outside


def _read_by_right_code(folder: str, closed: tuple[str, ...]) -> tuple[str, ...]:
    """Its own folders, and where imports and the lines of a traceback are read from."""
    packages = os.path.dirname(os.__file__), os.path.dirname(closed[1][:-1])
    return (folder, os.getcwd() + os.sep, *packages, closed[0] + "worker", closed[0] + "scenes")


def _checks(stage: int, closed: tuple[str, ...]) -> dict[str, Callable[[Any], bool]]:
    """What is refused only for some of its arguments, or in the stage's thread."""
    bodies, frames, thread, frame_of = _BODIES, _FRAMES, _thread.get_ident, sys._getframe
    # They give what they have just made, such as a function under no_grad, the name of another.
    decorators = {f"{closed[1]}{name}" for name in _DECORATORS}

    def on_stage(_: Any) -> bool:
        return thread() == stage

    def sets_a_body(args: Any) -> bool:
        if args[1] not in bodies or not args[0].__code__.co_filename.startswith(closed):
            return False
        return frame_of(3).f_code.co_filename not in decorators

    def gets_a_frame(args: Any) -> bool:
        if args[1] == "gi_frame" and args[0].gi_code.co_filename.startswith(closed[0]):
            return True
        return args[1] in frames and thread() == stage

    checks: dict[str, Callable[[Any], bool]] = dict.fromkeys(_ON_STAGE, on_stage)
    return checks | {"object.__setattr__": sets_a_body, "object.__getattr__": gets_a_frame}


def _line_of_student(folder: str) -> Callable[[], str]:
    """The line of the submission that does this, where it does so itself or by Python's library."""
    frame_of = sys._getframe
    library = (os.path.dirname(os.__file__) + os.sep, "<frozen")
    packages = library[0] + "site-packages"

    def line_of() -> str:
        frame: Any = frame_of(3)
        while frame is not None:
            name = frame.f_code.co_filename
            if name.startswith(folder):
                return f"{name[len(folder) :]}:{frame.f_lineno}"
            if not name.startswith(library) or name.startswith(packages):
                return ""
            frame = frame.f_back
        return ""

    return line_of


def _refusal(what: str) -> PermissionError:
    return PermissionError(errno.EPERM, f"{what} is not for a submission")


def _guarded_library(make: Callable[..., Any]) -> Callable[..., Any]:
    """torch.library for a learner's own operations, and not over PyTorch's."""
    refuse, kernels = _refusal, _KERNELS

    def library(kind: str, name: str, key: str, *place: Any) -> Any:
        if name in kernels and key != "Meta":
            raise refuse(f"a kernel in the place of PyTorch's ({name})")
        return make(kind, name, key, *place)

    return library
