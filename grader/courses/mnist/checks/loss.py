"""Checks of loss.py: the criterion, and the loss of one batch."""

from grader.examiner.draw import Draw
from grader.examiner.examiner import Examiner

from .. import works


def check_criterion_is_cross_entropy(examiner: Examiner, draw: Draw) -> None:
    """make_criterion gives cross entropy, averaged over the batch."""
    examiner.agree(works.criterion(draw, [4, 1, 64]), "loss", "shape", "flow")


def check_loss_of_a_batch(examiner: Examiner, draw: Draw) -> None:
    """compute_loss gives the mean cross entropy of the batch as one number."""
    examiner.agree(works.losses(draw, [6, 3]), "loss", "shape")


def check_loss_keeps_the_graph(examiner: Examiner, draw: Draw) -> None:
    """The loss is still connected to the logits, and its gradient is the right one."""
    examiner.agree(works.losses(draw, [5]), "attached", "flow")


def check_loss_of_any_batch(examiner: Examiner, draw: Draw) -> None:
    """The loss is right for one image, for many, and for logits that are sure or all equal."""
    examiner.agree(works.losses(draw, [1, 64, 1200], of_any_size=True))
