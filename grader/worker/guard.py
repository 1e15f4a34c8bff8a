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

# No right code needs these: they lead from any object to any other.
_ALWAYS = {
    "gc.get_objects", "gc.get_referrers", "gc.get_referents",
    "sys._current_frames", "sys._current_exceptions", "sys.addaudithook",
    "sys.monitoring.register_callback",
}  # fmt: skip
# These belong to a thread; on the stage's they are refused where student code is on its stack.
_ON_STAGE = {"sys._getframe", "sys._getframemodulename", "sys.settrace", "sys.setprofile"}
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


def stand_guard(folder: str, tried: list[str]) -> None:
    """Put the hook on this process; to be called by the stage's own thread.

    What student code tries is noted in `tried`, each with its line.
    """
    ours = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
    torchs = os.path.dirname(os.path.abspath(torch.__file__)) + os.sep
    sys.addaudithook(_hook(_thread.get_ident(), folder + os.sep, (ours, torchs), tried))


def guard_kernels() -> None:
    """Let torch.library register a learner's own operations, and none over PyTorch's."""
    kernels: Any = torch._C
    kernels._dispatch_library = _guarded_library(kernels._dispatch_library)


def _hook(
    stage: int, folder: str, closed: tuple[str, ...], tried: list[str]
) -> Callable[[str, Any], None]:
    """The hook: bound to its own values alone, for modules can be changed by then."""
    always, told, refuse, most = _ALWAYS, _TOLD, _refusal, MOST_TOLD
    checks, line_of = _checks(stage, folder, closed), _line_of_student(folder)
    asking, thread, own = list[int](), _thread.get_ident, (folder, os.getcwd() + os.sep)

    def tell(what: str) -> None:
        asking.append(thread())  # to look for the line asks the hook again
        try:
            if len(tried) < most and (line := line_of()):
                tried.append(f"{what} ({line})")
        finally:
            asking.remove(thread())

    def opens_outside(path: object) -> bool:
        return type(path) is str and path[:1] == "/" and not path.startswith(own)

    def hook(event: str, args: Any) -> None:
        if thread() in asking:
            return
        if event in always or (event in checks and checks[event](args)):
            what = f"{event} {args[1] if len(args) > 1 else ''}".strip()
            tell(what)
            raise refuse(what)
        if event in told:
            tell(event)
        elif event == "open" and opens_outside(args[0]):
            tell(f"open {args[0][:100]}")

    return hook


def _checks(stage: int, folder: str, closed: tuple[str, ...]) -> dict[str, Callable[[Any], bool]]:
    """What is refused only for some of its arguments, or in some places."""
    bodies, frames = _BODIES, _FRAMES
    on_stage, frame_of = _student_code_on(stage, folder), sys._getframe
    # They give what they have just made, such as a function under no_grad, the name of another.
    decorators = {f"{closed[1]}{name}" for name in _DECORATORS}

    def sets_a_body(args: Any) -> bool:
        if args[1] not in bodies or not args[0].__code__.co_filename.startswith(closed):
            return False
        return frame_of(2).f_code.co_filename not in decorators

    def gets_a_frame(args: Any) -> bool:
        if args[1] == "gi_frame" and args[0].gi_code.co_filename.startswith(closed[0]):
            return True
        return args[1] in frames and on_stage(args)

    own = {"object.__setattr__": sets_a_body, "object.__getattr__": gets_a_frame}
    return dict.fromkeys(_ON_STAGE, on_stage) | own


def _student_code_on(stage: int, folder: str) -> Callable[[Any], bool]:
    """Whether student code is on the stack of the stage's thread, and that is where we are."""
    thread, frame_of, asking = _thread.get_ident, sys._getframe, list[int]()

    def is_there(_: Any) -> bool:
        if thread() != stage or asking:
            return False
        asking.append(stage)  # to look for a frame asks the hook again
        frame: Any = frame_of(1)
        while frame is not None and not frame.f_code.co_filename.startswith((folder, "<string>")):
            frame = frame.f_back
        asking.clear()
        return frame is not None

    return is_there


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
