"""The oracle: the solutions of the course, loaded afresh for every play."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.abc import InspectLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from torch.utils.data import DataLoader

from grader.contract import Contract
from grader.errors import CourseError

Functions = Mapping[str, Callable[..., Any]]


class Solutions:
    """The solution files of a course by module name, compiled once."""

    def __init__(self, contract: Contract, codes: Mapping[str, CodeType]) -> None:
        self._contract, self._codes = contract, codes

    def functions(self) -> Functions:
        """The contract's functions of modules that nothing else has run in or changed."""
        return _Functions(self._contract, self._codes)


def read_solutions(folder: Path, contract: Contract) -> Solutions:
    """The Python files of a folder of solutions, which define what a contract names.

    Raises:
        CourseError: there are none, or one cannot be read or is no Python.
    """
    return Solutions(contract, _compiled(folder))


@cache
def _compiled(folder: Path) -> Mapping[str, CodeType]:
    codes = {}
    for path in sorted(folder.glob("*.py")):
        try:
            codes[path.stem] = InspectLoader.source_to_code(path.read_bytes(), str(path))
        except (OSError, SyntaxError, ValueError) as error:
            raise CourseError(f"{path}: the solution cannot be used: {error}") from None
    if not codes:
        raise CourseError(f"{folder}: no solutions here; they decide what right code does")
    return codes


class _Functions(dict[str, Callable[..., Any]]):
    """Each function of the contract, from the first time it is asked for."""

    def __init__(self, contract: Contract, codes: Mapping[str, CodeType]) -> None:
        super().__init__()
        self._contract, self._codes = contract, codes
        self._modules: dict[str, ModuleType] = {}

    def __missing__(self, name: str) -> Callable[..., Any]:
        module = self._load(self._contract.module_of(name))
        self[name] = function = getattr(module, name)
        return function  # type: ignore[no-any-return]

    def _load(self, name: str) -> ModuleType:
        """A module of the solutions; one that imports a sibling gets this play's."""
        if name not in self._modules:
            spec = spec_from_loader(f"solution:{name}", _Compiled(self._codes[name]))
            assert spec is not None
            assert spec.loader is not None
            module = self._modules[name] = module_from_spec(spec)
            sys.modules[spec.name] = module  # dataclasses look their module up there
            vars(module)["__builtins__"] = {**vars(builtins), "__import__": self._import}
            spec.loader.exec_module(module)
        return self._modules[name]

    def _import(self, name: str, *rest: Any, **options: Any) -> ModuleType:
        return self._load(name) if name in self._codes else __import__(name, *rest, **options)


class _Compiled(InspectLoader):
    """A loader of one module that is compiled already."""

    def __init__(self, code: CodeType) -> None:
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code

    def get_source(self, fullname: str) -> None:
        return None


class _Reordered:
    """A loader whose batches come in another order."""

    def __init__(self, loader: DataLoader[Any], order: Sequence[int]) -> None:
        self.dataset, self._loader, self._order = loader.dataset, loader, order

    def __iter__(self) -> Iterator[Any]:
        batches = list(self._loader)
        return iter([batches[i] for i in self._order])

    def __len__(self) -> int:
        return len(self._loader)


def in_order(functions: Functions, order: Sequence[int], *names: str) -> Functions:
    """These functions, handed every loader with its batches in another order."""

    def reordered(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            return function(
                *(_Reordered(a, order) if isinstance(a, DataLoader) else a for a in args), **named
            )

        return call

    return {name: reordered(functions[name]) for name in names}
