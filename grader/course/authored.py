"""The author's code of a course, imported: checks and mistakes run in the judge alone."""

from __future__ import annotations

import hashlib
import importlib
import sys
import traceback
from collections.abc import Iterator
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType

from grader.course.shipped import CourseFolder
from grader.errors import CourseError


def modules_in(folder: CourseFolder, place: str) -> Iterator[ModuleType]:
    """The modules of one of its folders, by name; none where there is no such folder.

    Raises:
        CourseError: one cannot be imported.
    """
    for path in sorted((folder.code / place).glob("*.py")):
        if path.stem != "__init__":
            yield module_of(folder, path)


def shown(folder: CourseFolder, name: str) -> ModuleType:
    """A module of what a course has its learners look into, such as its puzzles.

    Raises:
        CourseError: it cannot be imported.
    """
    return module_of(folder, folder.code / "explore" / f"{name}.py")


def module_of(folder: CourseFolder, path: Path) -> ModuleType:
    """A file of the course's code as a module, which may import its neighbours relatively.

    Raises:
        CourseError: it cannot be imported.
    """
    parts = path.relative_to(folder.code).with_suffix("").parts
    name = ".".join((folder.package or _package_for(folder.code), *parts))
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, not folder.package
    try:
        return importlib.import_module(name)
    except (Exception, SystemExit) as error:
        line = f":{_line_in(path, error)}"
        said = f"{type(error).__name__}: {error}"
        raise CourseError(f"{path}{line}: cannot be imported: {said}; mend this line") from error
    finally:
        sys.dont_write_bytecode = written


def _line_in(path: Path, error: BaseException) -> int:
    """The line of a file on which it ended: where it is no Python, or what it was doing last."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno or 1
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 1 for f in reversed(frames) if f.filename == str(path)), 1)


@cache
def _package_for(code: Path) -> str:
    """A package of its own for a folder anywhere: two courses may have files of one name."""
    name = f"course_{hashlib.sha256(str(code).encode()).hexdigest()[:16]}"
    spec = ModuleSpec(name, None, is_package=True)
    spec.submodule_search_locations = [str(code)]
    sys.modules[name] = module_from_spec(spec)
    return name
