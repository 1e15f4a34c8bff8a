"""What is as right as what the solution gives: batches, or pixels, that come in another order."""

from __future__ import annotations

import itertools

import torch

from grader.examiner.alike import close, close_in_any_order
from grader.examiner.compare import unequal
from grader.examiner.plays import play
from grader.examiner.record import Record
from grader.examiner.solutions import Solutions, in_order
from grader.frames.keys import Key
from grader.scenes import Sight


def fits_in_some_order(solutions: Solutions, record: Record, sight: Sight) -> bool:
    """Whether some order of the batches gives what was seen."""
    work = record.work
    for order in itertools.permutations(range(len(work.batches))):
        reordered = in_order(solutions.functions(), order, work.function)
        if not unequal(play(reordered, work), sight, record.aspects or None):
            return True
    return False


def is_affine(record: Record, got: Sight) -> bool:
    """Whether the logits follow the measured map, which holds just the given weights."""
    expected, work = record.expected, record.work
    if unequal(expected, got, ("shape", "type", "attached", "flow")):
        return False
    matrix_at, offset_at = Key(None, "map", "matrix"), Key(None, "map", "offset")
    nothing = torch.empty(0)
    matrix, offset = (got.tensors.get(key, nothing) for key in (matrix_at, offset_at))
    if matrix.shape != expected.tensors[matrix_at].shape or matrix.dtype != torch.float32:
        return False
    if not close_in_any_order(expected.tensors[matrix_at], matrix):
        return False
    if not close(expected.tensors[offset_at], offset):
        return False
    for call in range(work.calls):
        pixels = work.tensors[f"inputs.{call}"].flatten(1)
        logits = got.tensors.get(Key(call, "logits"), torch.empty(0))
        if not close(pixels @ matrix.T + offset, logits):
            return False
    return True
