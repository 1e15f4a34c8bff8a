"""evaluate counts or divides its hits in a way that gives no accuracy between 0 and 1."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from grader.findings import Case, Misconception
from grader.frames.lazy_torch import nn, torch

from ..examples import EVALUATE
from ..parts import TrainingParts, with_parts

# In percent.
Percent = with_parts(accuracy=lambda self, hits, sizes, loader: 100 * sum(hits) / sum(sizes))

# The hits themselves, not their share.
Count = with_parts(accuracy=lambda self, hits, sizes, loader: sum(hits))

# A share that is rounded down to a whole number.
WholeNumber = with_parts(accuracy=lambda self, hits, sizes, loader: sum(hits) // sum(sizes))

# Every batch counts the same, however small it is.
MeanOfBatches = with_parts(
    accuracy=lambda self, hits, sizes, loader: (
        sum(h / n for h, n in zip(hits, sizes, strict=True)) / len(sizes)
    )
)

# The shares of all batches, added up.
SumOfBatches = with_parts(
    accuracy=lambda self, hits, sizes, loader: sum(h / n for h, n in zip(hits, sizes, strict=True))
)

# The hits are divided by the number of batches.
OverBatches = with_parts(accuracy=lambda self, hits, sizes, loader: sum(hits) / len(sizes))

# The hits are divided by the samples that full batches would have.
AllBatchesFull = with_parts(
    accuracy=lambda self, hits, sizes, loader: sum(hits) / (len(sizes) * sizes[0])
)

# Only the last batch is left of the count.
LastBatchShare = with_parts(accuracy=lambda self, hits, sizes, loader: hits[-1] / sum(sizes))

# The accuracy of the last batch alone.
LastBatch = with_parts(accuracy=lambda self, hits, sizes, loader: hits[-1] / sizes[-1])


# The share of wrong answers.
Errors = with_parts(accuracy=lambda self, hits, sizes, loader: 1 - sum(hits) / sum(sizes))

# The largest logit is looked for among the samples, not among the classes.
OverTheBatch = with_parts(
    correct=lambda self, logits, labels: (logits.argmax(dim=0) == labels).sum().item()
)


# The same, compared only as far as both go.
OverTheBatchPaired = with_parts(
    correct=lambda self, logits, labels: sum(
        a == b for a, b in zip(logits.argmax(dim=0).tolist(), labels.tolist(), strict=False)
    )
)


# One place for the whole batch, as argmax gives it without a dimension.
OneForAll = with_parts(
    correct=lambda self, logits, labels: (logits.argmax() == labels).sum().item()
)

# The answer for one image is compared with the labels of all.
OneAnswer = with_parts(
    correct=lambda self, logits, labels: (logits[0].argmax() == labels).sum().item()
)

# A column of answers is compared with a row of labels: each with each.
EachWithEach = with_parts(
    correct=lambda self, logits, labels: (logits.argmax(dim=1, keepdim=True) == labels).sum().item()
)

# The largest logit itself is compared, not its place.
LargestValue = with_parts(
    correct=lambda self, logits, labels: (logits.max(dim=1).values == labels).sum().item()
)

# The class with the smallest logit counts as the answer.
Smallest = with_parts(
    correct=lambda self, logits, labels: (logits.argmin(dim=1) == labels).sum().item()
)

# The second best guess counts as well.
TopTwo = with_parts(
    correct=lambda self, logits, labels: (
        (logits.topk(2, dim=1).indices == labels[:, None]).sum().item()
    )
)


class SureAnswers(TrainingParts):
    """Only answers with a probability over one half count."""

    def correct(self, logits: torch.Tensor, labels: torch.Tensor) -> float:
        sure, answers = logits.softmax(dim=1).max(dim=1)
        return ((answers == labels) & (sure > 0.5)).sum().item()


class AccuracyFirst(TrainingParts):
    """The two numbers come in the other order."""

    def evaluate(self, model: nn.Module, criterion: Any, loader: Any) -> Any:
        loss, accuracy = super().evaluate(model, criterion, loader)
        return accuracy, loss


def _accuracy_is_off(case: Case) -> bool:
    return case.scene == "evaluate" and case.differs("accuracy", "accuracy is a number", "together")


def _is_assignment(node: ast.AST) -> bool:
    """An assignment that forgets what was counted before: `correct = (... == ...).sum()`."""
    return isinstance(node, ast.Assign) and any(
        isinstance(inner, ast.Compare) for inner in ast.walk(node.value)
    )


def _is_odd(node: ast.AST) -> bool:
    """A maximum over the batch, a maximum's value, or a bar that answers have to take."""
    name = getattr(getattr(node, "func", None), "attr", "")
    if isinstance(node, ast.Compare):
        return any(isinstance(op, (ast.Gt, ast.GtE, ast.Lt, ast.LtE)) for op in node.ops)
    if name == "argmax" and isinstance(node, ast.Call):
        return not _has_dimension(node) or any(k.arg == "keepdim" for k in node.keywords) or (
            [n.value for n in ast.walk(node) if isinstance(n, ast.Constant)] == [0]
        )  # fmt: skip
    zero = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant)] == [0]
    return name in ("topk", "argmin") or (name in ("argmax", "max") and zero)


def _has_dimension(call: ast.Call) -> bool:
    """Whether an argmax is told along which dimension: `x.argmax(1)`, `torch.argmax(x, 1)`."""
    of_torch = getattr(getattr(call.func, "value", None), "id", "") == "torch"
    named = any(keyword.arg in ("dim", "axis") for keyword in call.keywords)
    return named or len(call.args) > of_torch


def _line(case: Case) -> int | None:
    """Where the hits are counted, if that looks odd; else where they are divided."""
    odd = case.lines(_is_odd, in_loop=True) or case.lines(_is_assignment, in_loop=True)
    values = case.lines(_takes_the_value, in_loop=True)
    return next(iter(odd or values), None) or case.last_line()


def _where_put_together(case: Case) -> int | None:
    """Where hits become a share inside of the loop, else where the last of them is divided."""
    shares = case.lines(_makes_a_share, in_loop=True)
    return shares[-1] if shares else case.last_line()


def _makes_a_share(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return getattr(node.func, "attr", "") == "mean"
    return isinstance(getattr(node, "op", None), ast.Div)


def _takes_the_value(node: ast.AST) -> bool:
    """`predicted, _ = torch.max(logits, 1)`."""
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=[_, ast.Name(id="_")])], value=ast.Call(func=f)):
            return getattr(f, "attr", "") == "max"
    return False


def _takes_the_first(node: ast.AST) -> bool:
    """`answers[0]`."""
    return isinstance(node, ast.Subscript) and getattr(node.slice, "value", None) == 0


WRONG_ACCURACY = Misconception(
    code="wrong-accuracy",
    exercises=("train",),
    believes="Some number that grows with the right answers is the accuracy.",
    message="The accuracy that evaluate gives back is not the share of images that are read right",
    numbers=": {fact}.",
    hint="If 30 of 40 images are read right, what is the accuracy? Does your code say so?",
    why=(
        "The accuracy is the share of samples whose largest logit stands at the place of the "
        "right digit: hits divided by samples, between 0 and 1, in the second place of what "
        "evaluate gives back. Along dim=0 lie the samples of a batch, along dim=1 the classes."
    ),
    file="train.py",
    bad=EVALUATE.replace(", correct /", ", 100 * correct /"),
    good=EVALUATE,
    mistakes=(WholeNumber, Errors, LargestValue, Smallest, TopTwo, SureAnswers),
    sees=_accuracy_is_off,
    locates=_line,
    aspects=("accuracy", "accuracy is a number", "together"),
    rank=61,
)  # fmt: skip


def _finer(
    message: str, hint: str, *mistakes: type[TrainingParts], steps: tuple[str, ...] = ()
) -> Misconception:
    """The same code for another cause, told by its numbers."""
    return replace(
        WRONG_ACCURACY, message=message, hint=hint, steps=steps, mistakes=mistakes, sees=None,
        rank=60, file="", bad="", good="",
    )  # fmt: skip


def _put_together(
    message: str, hint: str, *mistakes: type[TrainingParts], steps: tuple[str, ...] = ()
) -> Misconception:
    """One of how hits that are counted right become the accuracy."""
    return replace(_finer(message, hint, *mistakes, steps=steps), locates=_where_put_together)


PERCENT = _put_together(
    "evaluate gives back the accuracy in percent",
    "What is the largest accuracy that your code can give, and which one does the exercise name?",
    Percent,
    steps=(
        "Between which two numbers can what you give back lie?",
        "Of 40 images 30 are read right. Which number do you give back?",
        "Is a share of all the same as so many of a hundred?",
        "Which factor in your last lines makes the one of the other?",
        "Hits divided by images, and nothing more: a number from 0 to 1.",
    ),
)
COUNTED = _put_together(
    "evaluate gives back how many answers were right, not their share",
    "If there were twice as many images like these, should your number be twice as large, too?",
    Count,
    steps=(
        "Measure the same images twice over. Does your accuracy double?",
        "What does your number count, and how large can it get?",
        "30 right answers are many of 40 and few of 4,000. What does your number not know?",
        "How does a number of hits become a share?",
        "Divide the hits by the number of images that they were counted on.",
    ),
)
DIVIDED = _put_together(
    "evaluate divides its hits by something else than the number of images",
    "Of what are the hits that you add up counted, and of what does your divisor count? Is the "
    "last batch as large as the others?",
    MeanOfBatches, SumOfBatches, OverBatches, AllBatchesFull,
    steps=(
        "Of four images 3 are right, and of the one of the last batch 1. What do you give back?",
        "What does your divisor count? Print it for an epoch of three batches.",
        "Of what are your hits counted, and how many of these things are there in all?",
        "How much does an image of the small last batch count with you, how much another one?",
        "Add up the hits of all batches, and divide once, at the end, by the number of images.",
    ),
)  # fmt: skip
ONE_BATCH = _finer(
    "evaluate gives back the hits of the last batch alone",
    "What becomes of your count when the next batch comes?",
    LastBatch, LastBatchShare,
)  # fmt: skip
OVER_THE_BATCH = _finer(
    "evaluate looks for the largest logit among the images, not among the classes",
    "How many answers does your argmax give for five images? Along which side of the table does "
    "it look?",
    OverTheBatch, OverTheBatchPaired, OneForAll,
)  # fmt: skip
EACH_WITH_EACH = _finer(
    "evaluate compares every answer with every label of the batch",
    "Print the shape of your comparison. How many entries do five images give?",
    EachWithEach,
)
SWAPPED = _finer(
    "evaluate gives back its two numbers in the other order",
    "Which of the two numbers does your caller take for the loss?",
    AccuracyFirst,
)
ONE_ANSWER = replace(
    _finer(
        "evaluate compares the answer for one image with the labels of the whole batch",
        "How many images has a batch, and how many answers do you compare with their labels?",
        OneAnswer,
    ),
    locates=lambda case: (
        next(iter(case.lines(_takes_the_first, in_loop=True)), None) or _line(case)
    ),
)
NO_PAIR = replace(
    _finer(
        "evaluate does not give back (loss, accuracy)",
        "Which two numbers is evaluate to give back? Print what your code gives, and its type.",
    ),
    sees=lambda case: case.scene == "evaluate" and case.differs("accuracy is a number", "together"),
)  # fmt: skip
