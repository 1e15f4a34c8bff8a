"""The counterfactual: the same run with the first mistake mended, and what the loss is then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.learn.scripts.diagnosis import Diagnosis
from grader.learn.scripts.watching import Watched

# What can be mended from outside, while the script runs again.
CODES = ("missing-zero-grad", "zero-grad-after-backward", "softmax-before-loss")
MOST = 200


def to_mend(diagnosis: Diagnosis) -> str:
    """The code of the first finding, where it can be mended; else nothing."""
    first = diagnosis.findings[0].code if diagnosis.findings else ""
    return first if first in CODES and diagnosis.status == "diagnosed" else ""


def with_mended(diagnosis: Diagnosis, code: str, watched: Watched) -> Diagnosis:
    """The diagnosis with the loss of the mended run, where the script is repeatable."""
    told = watched.record.get("losses")
    values = told[:MOST] if isinstance(told, list) else []
    losses = [value if isinstance(value, (int, float)) else None for value in values]
    if not losses or not diagnosis.loss:
        return diagnosis
    # The first batch comes before any mistake can tell, but for one in the loss itself.
    if code != "softmax-before-loss" and losses[0] != diagnosis.loss[0]:
        note = "the script is not repeatable: it could not be run again with the mistake mended"
        return replace(diagnosis, cut=(*diagnosis.cut, note))
    mended: dict[str, Any] = {"code": code, "loss": losses}
    return replace(diagnosis, mended=(mended,))
