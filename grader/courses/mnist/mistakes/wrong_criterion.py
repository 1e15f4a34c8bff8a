"""The criterion is another loss than plain cross-entropy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import F, nn, torch

from ..parts import TrainingParts

if TYPE_CHECKING:
    from grader.scenes import Sight, Work


def _one_hot(loss: Callable[..., torch.Tensor]) -> Callable[..., torch.Tensor]:
    return lambda logits, labels: loss(logits, F.one_hot(labels, 10).float())


# What learners take for cross-entropy of logits.
CRITERIA: tuple[Callable[[], Any], ...] = (
    lambda: nn.NLLLoss(),
    lambda: _one_hot(F.mse_loss),
    lambda: _one_hot(F.binary_cross_entropy_with_logits),
    lambda: _one_hot(F.l1_loss),
    lambda: _one_hot(F.smooth_l1_loss),
    lambda: _one_hot(lambda logits, truth: F.mse_loss(logits.softmax(1), truth)),
    lambda: lambda logits, labels: F.nll_loss(logits.softmax(1), labels),
    lambda: nn.MultiMarginLoss(),
    lambda: nn.MSELoss(),
    lambda: nn.L1Loss(),
    lambda: nn.BCELoss(),
    lambda: nn.BCEWithLogitsLoss(),
    lambda: nn.KLDivLoss(),
    lambda: nn.CrossEntropyLoss(label_smoothing=0.1),
    lambda: nn.CrossEntropyLoss(label_smoothing=0.05),
    lambda: nn.CrossEntropyLoss(label_smoothing=0.01),
    lambda: nn.CrossEntropyLoss(label_smoothing=0.2),
    lambda: nn.CrossEntropyLoss(ignore_index=0),
)


class AnotherCriterion(TrainingParts):
    """make_criterion makes another one."""

    make: Callable[[], Any] = staticmethod(CRITERIA[0])

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        return ({"make": make} for make in CRITERIA)

    def make_criterion(self) -> Any:
        return self.make()


class AnotherLoss(AnotherCriterion):
    """compute_loss does not use the one that it is given."""

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        return self.make()(logits, labels)


class ClassForItsObject(AnotherCriterion):
    """make_criterion gives the class itself, so that logits and labels become its settings."""

    make = staticmethod(lambda: nn.CrossEntropyLoss)

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        return ({},)


class ClassCalled(ClassForItsObject, AnotherLoss):
    """compute_loss calls it in that manner."""


def _known_by_its_class(case: Case) -> bool:
    """Whether the criterion is another of PyTorch's losses, or has settings of its own."""
    return case.scene == "criterion" and any(_is_another(got) for _, got in case.seen)


def _is_another(got: Sight) -> bool:
    made, settings = str(got.claim("class", None)), got.claim("settings", None)
    if made == "CrossEntropyLoss":
        plain = {"reduction": "mean", "ignore_index": -100, "label_smoothing": 0.0}
        return settings != plain or bool(got.claim("weighted", None))
    return made.endswith("Loss") and hasattr(nn, made)


WRONG_CRITERION = Misconception(
    code="wrong-criterion",
    exercises=("loss", "train"),
    believes="Any loss will do, as long as it gets smaller when the answers get better.",
    message="The criterion is not plain cross-entropy of logits",
    numbers=": {fact}.",
    hint="Which loss takes raw scores and the number of the right class, and is it called as is?",
    steps=(
        (
            "Print what make_criterion gives back. Is it what the exercise names, and is it ready "
            "for use?"
        ),
        "What does your loss want first: raw scores, probabilities, or logarithms of them?",
        "And what does it want second: the number of a class, or ten numbers?",
        "For ten equal scores cross-entropy is 2.30. What does yours say?",
        "The exercise asks for an object of the class CrossEntropyLoss, made without any settings.",
    ),
    why=(
        "Losses differ in what they take and in what they punish. Cross-entropy takes raw scores "
        "for classes; NLLLoss wants logarithms of probabilities, a squared error wants numbers "
        "that mean an amount. With another loss the gradients are others and the model learns "
        "worse, or something else."
    ),
    file="loss.py",
    bad="from torch import nn\n\n\ndef make_criterion():\n    return nn.NLLLoss()\n",
    good=(
        "from torch.nn import functional\n\n\n"
        "def make_criterion():\n"
        "    return functional.cross_entropy\n"
    ),
    mistakes=(AnotherCriterion, AnotherLoss),
    sees=_known_by_its_class,
    mentions=(
        "NLLLoss",
        "MSELoss",
        "mse_loss",
        "nll_loss",
        "BCELoss",
        "BCEWithLogitsLoss",
        "L1Loss",
        "CrossEntropyLoss",
        "cross_entropy",
        "binary_cross_entropy_with_logits",
        "MultiMarginLoss",
        "KLDivLoss",
    ),
    rank=26,
)


def _is_named(case: Case) -> bool:
    return case.mentioned_here("CrossEntropyLoss") is not None


CLASS_FOR_ITS_OBJECT = replace(
    WRONG_CRITERION,
    believes="A loss is computed by the class of the losses.",
    message="Logits and labels are handed to a class, which takes them for its settings",
    hint="What does a class give when it is called: a loss, or a thing that computes losses?",
    steps=(
        "Print the type of what is called with logits and labels. Is it a loss or a class?",
        "A cake is baked in a form. Which of the two is the class, and which do you want to have?",
        "What stands in the parentheses behind a class: what it works on, or how it is set up?",
        "How many pairs of parentheses lie between the class and a loss? How many have you?",
        "Make the object once, without any settings. It is this object that takes each batch.",
    ),
    why=(
        "Calling a class makes an object, and what stands in the parentheses are its settings. "
        "It is this object that is called with logits and labels, once for each batch. Called with "
        "both, the class takes the logits for weights of the digits, and the labels for a switch."
    ),
    bad="from torch import nn\n\n\ndef make_criterion():\n    return nn.CrossEntropyLoss\n",
    mistakes=(ClassForItsObject, ClassCalled),
    # The error that this ends in has other causes, too: its text alone names none of them.
    confirms=lambda case: (
        case.scene == "criterion" or bool(case.mentioned_here("CrossEntropyLoss"))
    ),
    sees=None,
    rank=25,
)
