"""The oracle: the solutions of the course, loaded afresh for every play."""

from __future__ import annotations

import builtins
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.abc import InspectLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from torch.utils.data import DataLoader

from grader.course.contract import Contract
from grader.errors import CourseError

Functions = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class Edit:
    """A text in a solution's file, and the one in its place."""

    file: str
    old: str
    new: str


class Solutions:
    """The solution files of a course."""

    def __init__(self, contract: Contract, texts: Mapping[str, bytes], folder: Path) -> None:
        """Compile them. Raises: CourseError: one is no Python."""
        self._contract, self._texts, self._folder = contract, texts, folder
        self._codes = {
            file.removesuffix(".py"): _code_of(folder / file, text) for file, text in texts.items()
        }

    def functions(self, instead: Mapping[str, Callable[..., Any]] | None = None) -> Functions:
        """The contract's functions of modules that nothing else has run in or changed.

        `instead`: functions by the name whose place they take.
        """
        return _Functions(self._contract, self._codes, instead or {})

    def edited(self, edits: Iterable[Edit]) -> Solutions:
        """The solutions with changed texts.

        Raises:
            CourseError: a text does not stand in its file exactly once, or leaves no Python.
        """
        changed = dict(self._texts)
        for edit in edits:
            text, old = changed[edit.file], edit.old.encode()
            if text.count(old) != 1:
                remedy = (
                    "give so much of the text around it that it is found once"
                    if old in text
                    else "after a change of the solution change the edit, too, or drop the mistake"
                )
                raise CourseError(
                    f"{self._folder / edit.file}: {edit.old!r} stands there {text.count(old)} "
                    f"times; {remedy}"
                )
            changed[edit.file] = text.replace(old, edit.new.encode())
        try:
            return Solutions(self._contract, changed, self._folder)
        except CourseError as error:
            if self._texts == changed:
                raise
            raise CourseError(
                f"{error}: with this edit it is no Python; write what a learner would"
            ) from None

    def text(self, file: str) -> str:
        """The text of one of the files."""
        return self._texts[file].decode()

    def names(self, file: str = "") -> tuple[str, ...]:
        """The functions and classes of the contract, or those of one of the files."""
        known = self._contract.definitions
        return self._contract.names_in(file) if file else tuple(known)


def read_solutions(folder: Path, contract: Contract) -> Solutions:
    """The Python files of a folder of solutions, which define what a contract names.

    Raises:
        CourseError: there are none, or one cannot be read or is no Python.
    """
    return Solutions(contract, _texts_in(folder), folder)


@cache
def _texts_in(folder: Path) -> Mapping[str, bytes]:
    try:
        texts = {path.name: path.read_bytes() for path in sorted(folder.glob("*.py"))}
    except OSError as error:
        raise CourseError(f"{error.filename}: the solution cannot be used: {error}") from None
    if not texts:
        raise CourseError(f"{folder}: no solutions here; they decide what right code does")
    return texts


@cache
def _code_of(path: Path, text: bytes) -> CodeType:
    try:
        return InspectLoader.source_to_code(text, str(path))
    except (SyntaxError, ValueError) as error:
        raise CourseError(f"{path}: the solution cannot be used: {error}") from None


class _Functions(dict[str, Callable[..., Any]]):
    """Each function of the contract, from the first time it is asked for."""

    def __init__(
        self,
        contract: Contract,
        codes: Mapping[str, CodeType],
        instead: Mapping[str, Callable[..., Any]],
    ) -> None:
        super().__init__()
        self._contract, self._codes, self._instead = contract, codes, instead
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
            try:
                spec.loader.exec_module(module)
            except (ImportError, SystemExit) as error:
                path = self._codes[name].co_filename
                frames = traceback.extract_tb(error.__traceback__)
                line = next((f.lineno for f in reversed(frames) if f.filename == path), 1)
                what = "ends the program" if isinstance(error, SystemExit) else str(error)
                raise CourseError(
                    f"{path}:{line}: {what}; solutions may not import in a circle, nor what is "
                    "not installed, nor end the program"
                ) from None
            self._replace_in(module)
        return self._modules[name]

    def _replace_in(self, module: ModuleType) -> None:
        """Put the functions that were written wrong where the module's own would be found."""
        space = vars(module)
        for name in self._instead.keys() & space.keys():
            wrong = self._instead[name]
            # What it calls is the module's, as in a learner's file; its author's imports stay.
            known = {**wrong.__globals__, **space}
            made = FunctionType(wrong.__code__, known, name, wrong.__defaults__, wrong.__closure__)
            made.__kwdefaults__ = wrong.__kwdefaults__
            space[name] = made

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
