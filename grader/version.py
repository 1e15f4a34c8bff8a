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

    ours = grader_version()
    try:
        wanted = Requirement(asked)
        understood = str(wanted) == f"mnist-grade{wanted.specifier}" and bool(wanted.specifier)
    except InvalidRequirement:
        understood = False
    if not understood:
        return f'is no version of mnist-grade; write it as in "mnist-grade>={ours}"'
    if not ours or wanted.specifier.contains(ours, prereleases=True):
        return ""
    return (
        f"the course asks for {wanted}, and this is mnist-grade {ours}; install a version that it "
        "asks for"
    )
