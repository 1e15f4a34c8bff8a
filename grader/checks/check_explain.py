"""Checks of explain.yaml: predictions made before anything was run."""

from grader.examiner.answers import FIVE
from grader.examiner.examiner import Examiner


def check_order(examiner: Examiner) -> None:
    """The order of the five calls of one training step."""
    order = examiner.answered("order").sequence("order")
    given = ", ".join(order)
    examiner.require_prediction(sorted(order) == sorted(FIVE), "order", "each call once", given)
    places = {call: place for place, call in enumerate(order)}
    chain = [places[call] for call in ("forward", "loss", "backward", "step")]
    between = places["backward"] < places["zero_grad"] < places["step"]
    examiner.require_prediction(
        chain == sorted(chain) and not between, "order", "another one", given
    )


def check_second_backward(examiner: Examiner) -> None:
    """What a second backward() does to a gradient that is there already."""
    examiner.require_answer("second_backward", "adds")


def check_step_before_backward(examiner: Examiner) -> None:
    """What becomes of the weights when step() comes before any backward()."""
    examiner.require_answer("step_before_backward", "unchanged")


def check_late_zero_grad(examiner: Examiner) -> None:
    """What becomes of the weights when zero_grad() stands between backward() and step()."""
    examiner.require_answer("late_zero_grad", "unchanged")


def check_changes_weights(examiner: Examiner) -> None:
    """Which of the five calls changes the weights."""
    examiner.require_answer("changes_weights", "step")


def check_untrained_loss(examiner: Examiner) -> None:
    """What the loss of an untrained model with ten classes is about."""
    examiner.require_answer("untrained_loss", "two")


def check_softmax_twice(examiner: Examiner) -> None:
    """What happens to the loss when softmax is applied twice."""
    examiner.require_answer("softmax_twice", "floor")


def check_loss_without_item(examiner: Examiner) -> None:
    """What stays in memory when losses are summed up as tensors."""
    examiner.require_answer("loss_without_item", "graph")


def check_stops_dropout(examiner: Examiner) -> None:
    """What stops dropout while a model is measured."""
    examiner.require_answer("stops_dropout", "eval")


def check_uneven_batches(examiner: Examiner) -> None:
    """The mean loss per image over batches of different sizes."""
    examiner.require_answer("uneven_batches", "two")


def check_explanation(examiner: Examiner) -> None:
    """An explanation in your own words, for your teacher to read."""
    examiner.answered("explanation", least=15)
