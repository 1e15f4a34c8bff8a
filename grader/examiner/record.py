"""What is remembered of a play, what the judge measured of it, and what fails a check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from grader.examiner.compare import agree, unequal
from grader.results.verdict import Evidence
from grader.sandbox.mishap import Mishap
from grader.scenes import Sight, Work

MOST_EVIDENCE = 3


class CheckFailed(AssertionError):
    """The student's behaviour is not the contract's; carries what was compared."""

    def __init__(self, evidence: list[Evidence]) -> None:
        super().__init__("; ".join(f"{e.what}: {e.expected} != {e.got}" for e in evidence))
        # One comparison an aspect: the gradients of five weights say no more than those of one.
        by_aspect = {e.aspect or e.what: e for e in reversed(evidence)}
        if any(e.nature == "shape" for e in by_aspect.values()):
            by_aspect.pop("shape", None)  # the same again
        self.evidence = tuple(reversed(by_aspect.values()))[:MOST_EVIDENCE]


@dataclass(frozen=True, slots=True)
class Measured:
    """What the judge itself worked out of a training's weights: the only thing called measured.

    `distance` is how far they are from where this training ends, as a share of how far it moves
    them; `accuracy` and `threshold` are shares of the held-out digits. `samples` is how many there
    are to train on, `used` how many an epoch did train on, that with the fewest.
    """

    distance: float
    accuracy: float
    threshold: float
    samples: int
    used: int = 0


@dataclass(slots=True)
class Record:
    """One play: of which check, the work, what was seen or went wrong, the trace, what the judge
    measured, and whether it was right.

    `aspects` are those that were asked for, all where there are none; `loosely` says whether a
    sight will do although it is another than the solution's. `open` says whether its learner may
    read what student code says in it, `printed` are the last lines of what that printed. Where a
    check only looked, and decided itself, `said` is what it said when it failed: right numbers may
    be others, too.
    """

    check: str
    work: Work
    sight: Sight | None
    mishap: Mishap | None
    trace: list[dict[str, Any]]
    expected: Sight = field(default_factory=Sight)
    measured: Measured | None = None
    right: bool = False
    aspects: tuple[str, ...] = ()
    open: bool = False
    printed: tuple[str, ...] = ()
    loosely: Callable[[Sight], bool] | None = None
    only_seen: bool = False
    said: tuple[Evidence, ...] = ()

    def agrees(self, sight: Sight) -> bool:
        """Whether another sight of the same work would have been right, too."""
        if not unequal(self.expected, sight, self.aspects or None):
            return True
        return self.right and self.loosely is not None and self.loosely(sight)

    def matches(self, outcome: Sight | Exception) -> bool:
        """Whether it is what the student's code gave, or the same error."""
        if isinstance(outcome, Sight):
            return self.sight is not None and agree(outcome, self.sight)
        mishap = self.mishap
        return (
            mishap is not None
            and mishap.kind == "exception"
            and mishap.type == type(outcome).__name__
            and mishap.text[:200] == str(outcome)[:200]
        )

    @property
    def beginning(self) -> Record | None:
        """The first call of a play with several."""
        if self.sight is None or self.work.first_call is None:
            return None
        return replace(self, work=self.work.first_call, sight=self.sight.first_call)

    @property
    def timed_out(self) -> bool:
        return self.mishap is not None and self.mishap.kind == "timeout"
