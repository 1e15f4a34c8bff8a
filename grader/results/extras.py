"""The packages that only some commands need, and what to type where one of them is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from grader.errors import ExtraError


@contextmanager
def coming_with(extra: str, command: str) -> Iterator[None]:
    """Import in here what an extra brings and the command cannot do without.

    Raises:
        ExtraError: a package of the extra is not installed; it says what to install.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        line = brought_by(extra).get(missing)
        if line is None:
            raise
        raise ExtraError(
            f"{command} needs {missing}, which comes with the extra {extra} and is not installed "
            f'here; install it: pip install "{line}"'
        ) from None


def brought_by(extra: str) -> dict[str, str]:
    """The packages of an extra, each with what pip is given for it."""
    from importlib.metadata import PackageNotFoundError, requires

    from packaging.requirements import Requirement

    try:
        wanted = [Requirement(line) for line in requires("mnist-grade") or ()]
    except PackageNotFoundError:  # a folder in which it was never installed
        return {}
    return {
        r.name: f"{r.name}{f'[{extras}]' if (extras := ','.join(sorted(r.extras))) else ''}"
        f"{r.specifier}"
        for r in wanted
        if r.marker is not None and r.marker.evaluate({"extra": extra})
    }
