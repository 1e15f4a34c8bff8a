"""The student's functions, imported from the staged folder when they are asked for."""

from __future__ import annotations

import builtins
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from importlib.abc import InspectLoader
from itertools import takewhile
from typing import Any

import torch

from grader.course.contract import Contract
from grader.scenes.stage import Lead
from grader.worker.mishap import MissingFunction, SwitchedForAll
from grader.worker.trace import Recorder

# The lists in `sys` by which Python finds modules.
_IMPORTING = ("path", "meta_path", "path_hooks")


class StudentFunctions(Mapping[str, Callable[..., Any]]):
    """The contract's names, each wrapped so that a call of it runs on the floor and is recorded."""

    def __init__(self, contract: Contract, recorder: Recorder, lead: Lead) -> None:
        """`lead` makes of a function one that runs on the floor, and whose doings are looked at."""
        self.contract = contract
        self.recorded: Callable[..., Any] = recorder.recorded
        self.lead = lead
        self.functions: dict[str, Callable[..., Any]] = {}
        self.lent: dict[str, dict[str, Any]] = {}
        self.last_module = next(reversed(sys.modules))
        self.importing = {name: list(getattr(sys, name)) for name in _IMPORTING}
        self.builtins = dict(vars(builtins))

    def begin(self, folder: str) -> None:
        """Forget what was imported from the submission's folder, and import as at first.

        So an exercise has its files as in a process of its own: as they stand in the folder,
        whatever another exercise's code did to the modules made of them.
        """
        self.functions.clear()
        modules = [self.contract.module_of(name) for name in self.contract.definitions]
        self.lead(_forget)(folder, modules, self.last_module, self.importing)
        self.lead(_restore)(vars(builtins), self.builtins)

    def load(self, name: str) -> None:
        """Import one name from the file where the contract wants it.

        Raises:
            Raised: the file does not define it, or its own code raises something.
        SwitchedForAll: its import changed what holds for all code in the process.
        """
        if name in self.functions:
            return
        file = self.contract.definitions[name].file
        self.functions[name] = self.lead(_imported)(name, file)
        _require_no_switch()

    def stand_in(self, texts: dict[str, str]) -> None:
        """Put the course's stand-ins where a sibling file would be imported from.

        A learner's file may import another of theirs; where that one failed its own exercise, the
        first is judged with this in its place, so that one mistake is paid for once.
        """
        # SECURITY: their texts come with the first play, and are read before there is any student
        # code. One that is not asked for is nowhere in memory, where it could be found.
        for module in texts.keys() - self.lent.keys():
            self.lent[module] = self.lead(_written)(module, texts[module])
        self.lead(_stand_in)(self.lent)

    def __getitem__(self, name: str) -> Callable[..., Any]:
        self.load(name)
        file = self.contract.definitions[name].file
        return self.lead(self.recorded(file, self.functions[name]))

    def __iter__(self) -> Iterator[str]:
        return iter(self.functions)

    def __len__(self) -> int:
        return len(self.functions)


def _forget(folder: str, modules: list[str], last: str, importing: dict[str, list[Any]]) -> None:
    """Forget the contract's modules, and those of the submission that came after our last."""
    for name, parts in importing.items():
        setattr(sys, name, list(parts))
    sys.path_importer_cache.pop(folder, None)
    new = list(takewhile(lambda name: name != last, reversed(sys.modules)))
    for name in modules + new:
        if not _is_of_a_package(sys.modules.get(name), folder):
            sys.modules.pop(name, None)


def _restore(names: dict[str, Any], were: dict[str, Any]) -> None:
    """Let every name be what it was: Python finds these in each file without an import."""
    for name in names.keys() - were.keys():
        del names[name]
    for name, value in were.items():
        # Written to where that is needed alone: else all of it would be looked at again.
        if names.get(name) is not value:
            names[name] = value


def _is_of_a_package(module: object, folder: str) -> bool:
    """Whether a module is made of C or of a file outside the submission's folder."""
    if not isinstance(module, types.ModuleType):
        return False
    origin = getattr(vars(module).get("__spec__"), "origin", None)
    return isinstance(origin, str) and not origin.startswith(folder)


def _require_no_switch() -> None:
    """Raises: SwitchedForAll, where gradients are off by now, or numbers have another type."""
    if not _are_gradients_on():
        raise SwitchedForAll("gradients are off from then on, for every other file as well")
    if (dtype := _default_dtype()) is not torch.float32:
        raise SwitchedForAll(f"new tensors are {dtype} from then on, in every other file as well")


# SECURITY: bound here, and made of C: what Python defines can be changed by student code.
_are_gradients_on: Callable[[], bool] = torch.is_grad_enabled
_default_dtype: Callable[[], torch.dtype] = torch.get_default_dtype


def _imported(name: str, file: str) -> Callable[..., Any]:
    module = __import__(file.removesuffix(".py"))
    function: Callable[..., Any] | None = getattr(module, name, None)
    if not callable(function):
        raise MissingFunction(name, file)
    return function


class _Text(InspectLoader):
    """A loader of one module that is a text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def get_source(self, fullname: str) -> str:
        return self._text


def _written(module: str, text: str) -> dict[str, Any]:
    """What a stand-in for a module defines."""
    made = types.ModuleType(module)
    _Text(text).exec_module(made)
    return {name: value for name, value in vars(made).items() if not name.startswith("__")}


def _stand_in(lent: dict[str, dict[str, Any]]) -> None:
    for name, values in lent.items():
        module = sys.modules.setdefault(name, types.ModuleType(name))
        vars(module).update(values)
