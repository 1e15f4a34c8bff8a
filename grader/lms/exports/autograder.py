"""The archive that Gradescope builds an autograder from.

setup.sh and run_autograder stand at its root, as Gradescope demands, beside a wheel of this very
grader, the course, and the versions of everything that it was made with.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from importlib.metadata import requires, version
from pathlib import Path

from grader.course.authoring import files_in
from grader.course.course import load_course
from grader.lms.exports.wheel import make_wheel
from grader.results.zipped import write_zipped

SCRIPTS = Path(__file__).parent / "gradescope_files"
EXECUTABLE = ("setup.sh", "run_autograder")


def write_archive(target: Path, course_file: Path) -> list[str]:
    """Write the archive whole or not at all; returns the names in it.

    Raises:
        CourseError: the course cannot be used; an archive with it would grade nobody.
    """
    members = dict(sorted(_members(course_file)))
    target.parent.mkdir(parents=True, exist_ok=True)
    write_zipped(target, members, EXECUTABLE)
    return list(members)


def _members(course_file: Path) -> Iterator[tuple[str, bytes]]:
    course = load_course(course_file)
    protection = course.protection
    for name in EXECUTABLE:
        yield name, (SCRIPTS / name).read_bytes()
    if course.folder.package:
        yield "course.yaml", course_file.read_bytes()
    else:  # its solutions and checks decide there, too
        yield from files_in(course.folder).items()
    yield "protection", f"{protection}\n".encode()
    yield "python-version", f"{'.'.join(platform.python_version_tuple()[:2])}\n".encode()
    yield "requirements.txt", "".join(f"{line}\n" for line in pinned()).encode()
    yield make_wheel()


def pinned() -> list[str]:
    """The grader's requirements in the versions that are installed here."""
    lines = []
    for requirement in requires("mnist-grade") or ():
        if "extra ==" not in requirement:
            name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
            # What stands behind a + names a build for some GPU, which the container has not.
            lines.append(f"{name}=={version(name).partition('+')[0]}")
    return sorted(lines)
