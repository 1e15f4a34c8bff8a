"""Checks of forward.py: SimpleNN, and one forward pass with a given model."""

from grader.examiner.draw import Draw
from grader.examiner.examiner import Examiner

from .. import works
from ..works import DEEP


def check_simple_nn_is_one_linear_layer(examiner: Examiner, draw: Draw) -> None:
    """SimpleNN holds the parameters of one layer from 784 pixels to 10 classes, no more."""
    examiner.agree(works.simple_nn_alone(draw), "module", "parameters", "trainable")


def check_simple_nn_gives_raw_logits(examiner: Examiner, draw: Draw) -> None:
    """SimpleNN turns images into 10 raw logits each, whatever the size of the batch."""
    examiner.agree_on_logits(works.simple_nn(draw, [1, 7, 130]))
    examiner.agree_on_logits(works.simple_nn(draw, [3], scale=100.0))


def check_forward_runs_the_given_model(examiner: Examiner, draw: Draw) -> None:
    """forward gives the logits of the model that it is handed."""
    examiner.agree(works.forward(draw, [5, 1, 130, 3], bright=0.3), "logits")
    examiner.agree(works.forward_when_sure(draw), "logits")


def check_forward_keeps_the_graph(examiner: Examiner, draw: Draw) -> None:
    """The logits are still connected to the weights, so that gradients can flow back."""
    examiner.agree(works.forward(draw, [4], widths=DEEP), "logits", "attached", "flow")


def check_forward_changes_nothing_else(examiner: Examiner, draw: Draw) -> None:
    """One pass, in the mode that the model has, with the images as they are."""
    for training in (True, False):
        examiner.agree(works.forward(draw, [6], dropout=0.4, batch_norm=True, training=training))
