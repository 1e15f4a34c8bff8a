"""Whose layout a class's folder has: by what nearly all of its entries have in common.

What one student can choose, the name of a file or folder, never decides for all the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from grader.batch.systems import canvas, gradescope, moodle, nbgrader
from grader.batch.systems.looking import Look
from grader.errors import BatchError

# Of five entries that could be submissions four have to be a system's own; of fewer, all.
NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How many entries are as a system names them, and how many submissions are not."""

    system: str
    called: str
    fitting: int
    others: int
    sure: bool = True

    @property
    def share(self) -> float:
        return self.fitting / (self.fitting + self.others) if self.fitting else 0.0

    def __str__(self) -> str:
        count = self.fitting + self.others
        return f"{self.fitting} of {count} entries fit {self.called}"


def one_submission(look: Look) -> bool:
    """Whether a folder is somebody's work: it has the files of the contract, and little else."""
    own = sum(entry.name in look.files and entry.is_file() for entry in look.entries)
    return own > 0 and own >= len(look.candidates)


def recognise(look: Look) -> tuple[str, str]:
    """The system, plain where it is nobody's, and what some entries look like besides.

    Raises:
        BatchError: most entries are one system's and too many are not.
    """
    doubts = []
    for like in _likenesses(look):
        # SECURITY: were a few enough for a system's layout, one student who names a file like it
        # would have everybody else's work left out.
        if like.share >= NEARLY_ALL and like.sure:
            return like.system, ""
        if like.share > 0.5:
            raise BatchError(
                f"{look.folder}: {like}, too few to be sure; say --system {like.system} or "
                "--system plain, or move the others away"
            )
        if like.fitting:
            doubts.append(f"{like}; --system {like.system} where it is that")
    return "plain", "; ".join(doubts)


def _likenesses(look: Look) -> Iterator[_Likeness]:
    if any(entry.name == gradescope.METADATA and entry.is_file() for entry in look.entries):
        like = _counted("gradescope", gradescope, look)
        yield replace(like, fitting=like.fitting + 1)  # the metadata are its own, too
    yield _nbgraders(look)
    yield _counted("moodle", moodle, look)
    yield _counted("canvas", canvas, look)


def _counted(name: str, system: ModuleType, look: Look) -> _Likeness:
    fitting = sum(map(system.fits, look.entries))
    others = sum(not system.fits(entry) for entry in look.candidates)
    return _Likeness(name, system.CALLED, fitting, others)


def _nbgraders(look: Look) -> _Likeness:
    """Below `submitted` the shape of a student's folder is enough, elsewhere it takes the stamp.

    Where there are more than nbgrader's own folders beside `submitted`, it may be a student's.
    """
    home = nbgrader.home(look)
    beside = [] if home is look else [e for e in look.candidates if e.name not in nbgrader.OWN]
    below = Path(os.path.abspath(home.folder)).name == nbgrader.SUBMITTED
    fits = nbgrader.fits if below else nbgrader.stamped
    fitting = sum(fits(entry, look.files) for entry in home.entries)
    others = len(home.candidates) - fitting + len(beside)
    return _Likeness("nbgrader", nbgrader.CALLED, fitting, others, sure=not beside)
