"""Which submissions look alike once the starter code, and what most share, is left out.

A pointer for a conversation, never a score: short right answers look alike by themselves.
"""

from __future__ import annotations

import io
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.results.extras import coming_with

if TYPE_CHECKING:
    from grader.submission.submission import Submission

# The length of a match in tokens' letters: below it, any two loops over a loader look the same.
SHORTEST, WINDOW = 25, 1
# What this share of a class has in common is the exercise, not somebody's copy.
COMMON, ENOUGH_TO_TELL = 0.5, 8
LARGEST = 64 << 10  # bytes of a file that is compared
# Fewer letters than that, and "all of it is the same" means nothing.
LEAST_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """Two submissions: the share of each that stands in the other, and how many letters that is."""

    one: str
    other: str
    share_of_one: float
    share_of_other: float
    letters: int
    files: tuple[str, ...]
    identical: bool = False

    @property
    def share(self) -> float:
        return max(self.share_of_one, self.share_of_other)


def pairs_of(
    submissions: Sequence[Submission],
    starter: Mapping[str, bytes],
    *,
    least: float,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> list[Pair]:
    """The pairs that share at least `least` of what is their own, the most alike first.

    Raises:
        GradeError: copydetect, an extra, is not installed.
    """
    prints = _fingerprints(submissions, starter)
    total = len(submissions) * (len(submissions) - 1) // 2
    found = []
    for done, (one, other) in enumerate(itertools.combinations(submissions, 2), 1):
        told(done, total)
        pair = _pair(one, other, prints)
        if pair is not None and pair.share >= least:
            found.append(pair)
    return sorted(found, key=lambda p: (-p.identical, -p.share, -p.letters, p.one, p.other))


def _pair(
    one: Submission, other: Submission, prints: Mapping[str, Mapping[str, Any]]
) -> Pair | None:
    """Compare file by file: a match across exercises would be chance."""
    compare = _copydetect().compare_files
    if one.digest == other.digest:
        return Pair(one.name, other.name, 1.0, 1.0, 0, tuple(sorted(one.files)), True)
    mine, theirs = prints[one.name], prints[other.name]
    matched: dict[str, int] = {}
    for file in sorted(mine.keys() & theirs.keys()):
        letters, _, _ = compare(mine[file], theirs[file])
        if letters:
            matched[file] = int(letters)
    letters = sum(matched.values())
    if letters < LEAST_LETTERS:
        return None
    sizes = [sum(int(p.token_coverage) for p in of.values()) for of in (mine, theirs)]
    shares = [min(1.0, letters / size) if size else 0.0 for size in sizes]
    return Pair(one.name, other.name, shares[0], shares[1], letters, tuple(matched))


def _fingerprints(
    submissions: Iterable[Submission], starter: Mapping[str, bytes]
) -> dict[str, dict[str, Any]]:
    """A fingerprint a Python file, without what the starter or most of the class has too."""
    given = {name: _print(name, text).hashes for name, text in _python(starter)}
    first = {s.name: {n: _print(n, t) for n, t in _python(s.files)} for s in submissions}
    common = _common(list(first.values()))
    made: dict[str, dict[str, Any]] = {}
    for submission in submissions:
        made[submission.name] = {
            name: _print(name, text, [*given.get(name, ()), *common.get(name, ())])
            for name, text in _python(submission.files)
        }
    return made


def _common(prints: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """By file, what more than half of a class has, where the class is large enough to tell."""
    if len(prints) < ENOUGH_TO_TELL:
        return {}
    counted: dict[str, Counter[Any]] = {}
    for files in prints:
        for name, made in files.items():
            counted.setdefault(name, Counter()).update(set(made.hashes))
    most = COMMON * len(prints)
    return {n: [h for h, times in c.items() if times > most] for n, c in counted.items()}


def _print(name: str, text: str, left_out: Sequence[Any] = ()) -> Any:
    import numpy as np

    return _copydetect().CodeFingerprint(
        name,
        SHORTEST,
        WINDOW,
        np.unique(np.array(left_out)) if left_out else [],
        language="python",
        fp=io.StringIO(text),
    )


def _python(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    for name, content in sorted(files.items()):
        # SECURITY: what it takes to compare two files grows with the product of their lengths.
        if name.endswith(".py") and len(content) <= LARGEST:
            yield name, content.decode("utf-8", "replace")


def _copydetect() -> Any:
    with coming_with("class", "mnist-grade similar"):
        import copydetect  # type: ignore[import-untyped]
    return copydetect
