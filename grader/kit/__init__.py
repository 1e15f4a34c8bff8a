"""What the checks and mistakes of a course are written with."""

from grader.examiner.calls import (
    CRITERION,
    OPTIMIZER,
    Call,
    Returned,
    also,
    call,
    items,
    method,
    number,
    tensor,
    value,
)
from grader.examiner.draw import Draw, Thing
from grader.examiner.examiner import Examiner
from grader.examiner.record import CheckFailed
from grader.examiner.training import check_training
from grader.findings import Case, Misconception
from grader.kit.mistakes import mistake
from grader.scenes import Sight, Work

__all__ = [
    "CRITERION",
    "OPTIMIZER",
    "Call",
    "Case",
    "CheckFailed",
    "Draw",
    "Examiner",
    "Misconception",
    "Returned",
    "Sight",
    "Thing",
    "Work",
    "also",
    "call",
    "check_training",
    "items",
    "method",
    "mistake",
    "number",
    "tensor",
    "value",
]
