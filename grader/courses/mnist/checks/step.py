"""Checks of step.py: plain SGD over the whole model, and one update at a time."""

from grader.examiner.draw import Draw
from grader.examiner.examiner import Examiner

from .. import works
from ..works import DEEP


def check_optimizer_is_plain_sgd(examiner: Examiner, draw: Draw) -> None:
    """make_optimizer gives plain SGD with the learning rate that it is asked for."""
    for how in ("default", "position", "name"):
        examiner.agree(works.optimizer(draw, 2, how), "change")


def check_optimizer_holds_every_parameter(examiner: Examiner, draw: Draw) -> None:
    """The optimizer holds every trainable parameter of whatever model it is given."""
    examiner.agree(works.optimizer(draw, 1, "name", widths=DEEP, batch_norm=True, idle=True))
    examiner.agree(works.optimizer(draw, 1, "position", widths=DEEP, frozen=(0, 1)))


def check_one_update(examiner: Examiner, draw: Draw) -> None:
    """step moves every weight once, by the learning rate times its gradient, downhill."""
    examiner.agree(works.step(draw, 1), "change")


def check_several_updates_in_groups(examiner: Examiner, draw: Draw) -> None:
    """Each group moves at its own rate, step after step, and the gradients are not changed."""
    examiner.agree(works.step(draw, 3, groups=3, widths=DEEP))
    examiner.agree(works.many_steps(draw, 14))
