"""The contract of a course: the files of a submission, and what each of them is to define.

Names and signatures as plain values, fit for a frame: nothing in it is an answer, so the worker's
side may hold it. `grader/course/marks.py` reads it off the solutions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple, Self


class Parameter(NamedTuple):
    """A parameter: its name, its kind in the words of `inspect`, its default as it is written."""

    name: str
    kind: str
    default: str | None


class Definition(NamedTuple):
    """A function or a class: the file to import it from, and what it is called with."""

    file: str
    kind: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """All files of a course by name, and the definitions of those that are code."""

    files: tuple[str, ...]
    definitions: dict[str, Definition]

    @property
    def answers(self) -> tuple[str, ...]:
        """The files that are no code: questions are answered there."""
        return tuple(file for file in self.files if not file.endswith(".py"))

    def names_in(self, file: str) -> tuple[str, ...]:
        """What a file is to define, in the order of its solution."""
        return tuple(name for name, own in self.definitions.items() if own.file == file)

    def module_of(self, name: str) -> str:
        """The module that a name is imported from."""
        return self.definitions[name].file.removesuffix(".py")

    def to_plain(self) -> dict[str, Any]:
        """The contract in values that JSON has."""
        return {"files": self.files, "definitions": self.definitions}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """The contract again, of what `to_plain` gave, as it is or out of a frame."""
        definitions = {
            name: Definition(file, kind, tuple(Parameter(*given) for given in parameters))
            for name, (file, kind, parameters) in plain["definitions"].items()
        }
        return cls(tuple(plain["files"]), definitions)
