"""Harmless stand-ins for plots, progress bars and experiment trackers, found by their names.

They take the place of the real packages also where these are installed, so that code which draws,
counts or logs comes out alike on every machine: nothing is drawn, sent or written, `tqdm` iterates,
`subplots` unpacks to the asked shape, and a number comes where a number is asked. Nothing of this
package imports anything of ours: student code reaches it from every stand-in.
"""

from __future__ import annotations

import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from grader.worker.stand_ins.anything import StandIn
from grader.worker.stand_ins.plots import PLOTS
from grader.worker.stand_ins.progress import PROGRESS
from grader.worker.stand_ins.trackers import TRACKERS

# By full name: what fills the module. Other submodules of the same packages answer to anything.
FILLS = {**PLOTS, **PROGRESS, **TRACKERS}
# The packages, and the one that is a part of another which is real.
TENSORBOARD = "torch.utils.tensorboard"
PACKAGES = frozenset({name.partition(".")[0] for name in FILLS} - {"torch"})


def stands_in_for(name: str) -> bool:
    """Whether a module of that full name is one of those that are stood in for."""
    inside = name == TENSORBOARD or name.startswith(f"{TENSORBOARD}.")
    return inside or name.partition(".")[0] in PACKAGES


class StandInFinder(MetaPathFinder):
    """Finds the stand-ins by the names of the real packages; a file of one's own comes first."""

    def __init__(self, folder: str) -> None:
        """`folder` is where a submission's or a script's own files lie."""
        self._folder = folder
        self._filler = _Filler()

    def find_spec(
        self, name: str, path: Any = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a stand-in; None for what is none."""
        if not stands_in_for(name) or (path is None and self._is_own(name)):
            return None
        parent = sys.modules.get(name.rpartition(".")[0])
        if parent is not None and name != TENSORBOARD and not isinstance(parent, StandIn):
            return None  # a part of a package of one's own
        return ModuleSpec(name, self._filler, is_package=True)

    def _is_own(self, name: str) -> bool:
        found = PathFinder.find_spec(name, [self._folder])
        return found is not None and found.loader is not None


class _Filler(Loader):
    """Makes a stand-in of its name."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return StandIn(spec.name, frozenset(FILLS))

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["__version__"] = "4.0.0"
        fill = FILLS.get(module.__name__)
        if fill is not None:
            vars(module).update(fill())


def install(folder: str) -> None:
    """Let this process find the stand-ins, and forget real ones that are loaded already.

    Where one of them is a part of a module that stays, that module keeps it.
    """
    for name in [name for name in sys.modules if stands_in_for(name)]:
        del sys.modules[name]
    sys.meta_path.insert(0, StandInFinder(folder))
