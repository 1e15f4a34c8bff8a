"""The archive that Gradescope builds an autograder from.

setup.sh and run_autograder stand at its root, as Gradescope demands, beside the grader's own
modules, the course, and the versions of everything that it was made with.
"""

from __future__ import annotations

import platform
import re
import stat
import zipfile
from collections.abc import Iterator
from importlib.metadata import requires, version
from pathlib import Path

from grader.course import load_course

PACKAGE = Path(__file__).parent.parent
SCRIPTS = Path(__file__).parent / "gradescope_files"
EXECUTABLE = ("setup.sh", "run_autograder")
_LEFT_OUT = {"__pycache__", ".pytest_cache"}
# Every member gets this time, so that the same course gives the same bytes.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write_archive(target: Path, course_file: Path) -> list[str]:
    """Write the archive whole or not at all; returns the names in it.

    Raises:
        CourseError: the course cannot be used; an archive with it would grade nobody.
    """
    load_course(course_file)
    members = dict(sorted(_members(course_file)))
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(_member(name), content)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return list(members)


def _members(course_file: Path) -> Iterator[tuple[str, bytes]]:
    for name in EXECUTABLE:
        yield name, (SCRIPTS / name).read_bytes()
    yield "course.yaml", course_file.read_bytes()
    yield "python-version", f"{'.'.join(platform.python_version_tuple()[:2])}\n".encode()
    yield "requirements.txt", "".join(f"{line}\n" for line in pinned()).encode()
    for path in sorted(PACKAGE.rglob("*")):
        inside = path.relative_to(PACKAGE)
        if path.is_file() and not _LEFT_OUT & set(inside.parts) and inside.name != "course.yaml":
            yield f"grader/{inside.as_posix()}", path.read_bytes()


def pinned() -> list[str]:
    """The grader's requirements in the versions that are installed here."""
    lines = []
    for requirement in requires("mnist-grade") or ():
        if "extra ==" not in requirement:
            name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
            # What stands behind a + names a build for some GPU, which the container has not.
            lines.append(f"{name}=={version(name).partition('+')[0]}")
    return sorted(lines)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _LONG_AGO)
    mode = 0o755 if name in EXECUTABLE else 0o644
    info.external_attr = (stat.S_IFREG | mode) << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
