"""What a submission may import, alike on every machine: the contract's list and its own files.

Beside PyTorch, torchvision, NumPy and Python's library there are what these three bring along, and
the stand-ins. Whatever else happens to be installed beside the grader is not there.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from functools import cache
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any

from torch.utils.data import dataloader

from grader.worker import stand_ins

_CONTRACT = {"torch", "torchvision", "numpy"}
# What they require, as their own metadata say, by the names under which it is imported.
_REQUIRED = {
    "PIL", "cuda", "filelock", "fsspec", "functorch", "isympy", "jinja2", "markupsafe", "mpmath",
    "networkx", "nvidia", "sympy", "torchgen", "triton", "typing_extensions",
}  # fmt: skip
_HERE = _CONTRACT | _REQUIRED | sys.stdlib_module_names


class _Refused(PermissionError):
    """A refusal in plain words, without the number of an error."""

    def __str__(self) -> str:
        return str(self.strerror)


_Refused.__name__ = _Refused.__qualname__ = PermissionError.__name__


class _Installed(PathFinder):
    """Finds files as Python does, but of what is installed the contract's packages alone."""

    own = ""

    @classmethod
    def find_spec(cls, fullname: str, path: Any = None, target: ModuleType | None = None) -> Any:
        if path is None and not _is_here(fullname):
            path = [p for p in sys.path if f"{p}{os.sep}".startswith(cls.own)]
        return super().find_spec(fullname, path, target)


def _is_here(name: str) -> bool:
    """Whether a module is of the contract's list; Python's own settings have a name for each."""
    return name.partition(".")[0] in _HERE or name.startswith("_sysconfigdata_")


def refuse_loader_workers() -> None:
    """Let a loader with workers say why it has none; to be called before anybody looks around."""
    dataloader._MultiProcessingDataLoaderIter = _no_workers  # type: ignore[misc,assignment]


def _no_workers(loader: Any) -> Any:
    raise _Refused(
        errno.EPERM,
        f"num_workers={loader.num_workers} starts processes that load the batches, and code that "
        "is graded may start none; a loader with num_workers=0 gives the same batches",
    )


def keep_to_the_contract(folder: str) -> None:
    """Let this process import what the contract lists, and the files of a folder."""
    for name in _others():
        sys.modules.pop(name, None)
    _Installed.own = folder + os.sep
    sys.meta_path[:] = [_Installed if f is PathFinder else f for f in sys.meta_path]
    stand_ins.install(folder)


@cache
def _others() -> list[str]:
    """The names of the modules that came with the grader and are not the contract's.

    Looked for in the nursery: to look at a name after the fork copies the page that it lies in.
    """
    return [*_not_of_the_contract(sys.modules.items())]


def _not_of_the_contract(modules: Iterable[tuple[str, ModuleType]]) -> Iterable[str]:
    for name, module in modules:
        origin = getattr(getattr(module, "__spec__", None), "origin", None)
        # What is made of C and of no file is Cython's, which NumPy's parts share.
        ours = name.partition(".")[0] == "grader"
        if not ours and not _is_here(name) and isinstance(origin, str):
            yield name


def look_for_others() -> None:
    """Take note of them, in the nursery."""
    _others.cache_clear()
    _others()
