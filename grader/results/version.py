"""Which version of mnist-grade this is, and whether it is one that a course asks for."""

from __future__ import annotations


def grader_version() -> str:
    """The version of this mnist-grade; empty where it was not installed as a package."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("mnist-grade")
    except PackageNotFoundError:
        return ""


def unmet(asked: str) -> str:
    """What is wrong with a requirement such as "mnist-grade>=0.2" and what to do; else empty."""
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.utils import canonicalize_name

    ours = grader_version()
    try:
        wanted = Requirement(asked)
    except InvalidRequirement:
        wanted = Requirement("not-understood")
    more = wanted.extras or wanted.url or wanted.marker
    if canonicalize_name(wanted.name) != "mnist-grade" or more or not wanted.specifier:
        return f'is no version of mnist-grade; write it as in "mnist-grade>={ours}"'
    if not ours or wanted.specifier.contains(ours, prereleases=True):
        return ""
    return f"is not met by this mnist-grade, {ours}; install a version that the course asks for"
