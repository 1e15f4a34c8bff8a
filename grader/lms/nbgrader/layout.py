"""Which cells the assignment has, what each is worth, and what a grade gives to it.

nbgrader knows a grade cell by its grade_id. Each exercise has `ID` (the solution), `ID-checks`
and, where some of its checks are hidden, `ID-hidden`. The free text is graded by a person.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from grader.course.course import Exercise
from grader.results.verdict import ExerciseResult, Outcome, Visibility
from grader.submission.origin import EXPLANATION_CELL

EXPLANATION = EXPLANATION_CELL
CHECKS, HIDDEN = "-checks", "-hidden"


def points_of(exercise: Exercise, visibility: Visibility) -> float:
    """What the check cell of an exercise is worth: nothing for a bonus, which is extra credit."""
    if exercise.bonus:
        return 0.0
    items = (item for name, item in exercise.checks.items() if name != EXPLANATION)
    return float(sum(item.points for item in items if item.visibility is visibility))


def explanation_points(exercises: Iterable[Exercise]) -> float:
    """What the free text is worth."""
    found = (e.checks[EXPLANATION].points for e in exercises if EXPLANATION in e.checks)
    return float(sum(found))


def has_hidden(exercise: Exercise) -> bool:
    """Whether some checks of an exercise are not shown to students."""
    return any(item.visibility is Visibility.HIDDEN for item in exercise.checks.values())


def cell_score(exercise: ExerciseResult, visibility: Visibility, most: float) -> float:
    """What a check cell gets: a plain finite number from 0 to what it is worth."""
    if exercise.bonus:
        return 0.0
    checks = (c for c in exercise.checks if c.id != EXPLANATION and c.visibility is visibility)
    score = float(round(sum(check.score for check in checks), 6))
    # SECURITY: nbgrader takes nan and negative numbers for full marks, and inf ends its command.
    return min(max(score, 0.0), float(most)) if math.isfinite(score) else 0.0


def explanation_score(exercises: Iterable[ExerciseResult]) -> float:
    """What the free text gets until a person has read it."""
    checks = (c for e in exercises for c in e.checks if c.id == EXPLANATION)
    return float(sum(check.score for check in checks))


def bonus_of(exercises: Iterable[ExerciseResult]) -> dict[str, float]:
    """The extra credit of each bonus exercise."""
    return {e.id: float(e.score) for e in exercises if e.bonus}


def judged(exercises: Iterable[ExerciseResult]) -> bool:
    """Whether every check could be carried out."""
    return all(c.outcome is not Outcome.NOT_JUDGED for e in exercises for c in e.checks)
