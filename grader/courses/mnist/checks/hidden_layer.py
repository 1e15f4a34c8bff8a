"""Checks of hidden_layer.py: the bonus network, and its training."""

from grader.examiner.draw import Draw
from grader.examiner.examiner import Examiner
from grader.examiner.training import check_training

from .. import works


def check_hidden_nn_has_two_layers(examiner: Examiner, draw: Draw) -> None:
    """HiddenNN holds a layer from 784 to 128 and a layer from 128 to 10, no more."""
    examiner.agree(works.hidden_nn(draw, [2]), "module", "parameters", "trainable")


def check_hidden_nn_bends(examiner: Examiner, draw: Draw) -> None:
    """Between its layers stands a ReLU, and raw logits come out."""
    examiner.agree(works.hidden_nn(draw, [1, 6]))
    examiner.agree(works.hidden_nn(draw, [5], scale=20.0))


def check_hidden_nn_trains(examiner: Examiner, draw: Draw) -> None:
    """HiddenNN, trained from given weights, reads held-out digits."""
    check_training(examiner)


# Mutants of the solution that are right code, too, each with the reason.
EQUAL = {
    "`self.hidden = nn.Linear(28 * 28, 128)` comes one later": "known weights are given by size"
}
