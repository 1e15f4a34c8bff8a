"""Checks of backward.py: exactly this loss's gradients, and nothing moved."""

from grader.examiner.draw import Draw
from grader.examiner.examiner import Examiner

from .. import works
from ..works import DEEP


def check_gradients_of_this_loss(examiner: Examiner, draw: Draw) -> None:
    """Every parameter gets the gradient of the loss."""
    examiner.agree(works.backward(draw, [6], stale=False), "gradient")
    examiner.agree(works.losses_of_any_size(draw), "gradient")


def check_old_gradients_are_cleared(examiner: Examiner, draw: Draw) -> None:
    """Gradients from earlier batches are gone: each call leaves its own loss's gradients."""
    examiner.agree(works.backward(draw, [5, 3, 1]), "gradient")


def check_every_group_is_cleared(examiner: Examiner, draw: Draw) -> None:
    """That holds for every parameter in every group, also for one that the loss does not use."""
    examiner.agree(works.backward(draw, [4, 4], groups=3, idle=True, widths=DEEP), "gradient")


def check_weights_do_not_move(examiner: Examiner, draw: Draw) -> None:
    """The new gradients are there and the weights are where they were."""
    examiner.agree(works.backward(draw, [4], stale=False, groups=2), "change", "gradient")
