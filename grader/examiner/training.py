"""The end-to-end training: the judge measures the weights itself, and that they were trained.

The worker returns final weights. The judge trains the same initial weights on the batches that were
used with the solution and requires that the student's came out at the same place, to rounding;
then it measures loss and accuracy on held-out digits, which the worker never had.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import Any

from grader.examiner.alike import close, close_in_any_order
from grader.examiner.draw import Draw
from grader.examiner.examiner import Examiner
from grader.examiner.measuring import Form, misread
from grader.examiner.record import CheckFailed, Measured, Record
from grader.examiner.retraining import EQUAL, Again, Layers, TrainingPlan
from grader.examiner.start import training_work, widths_of
from grader.results.trained import MOST_STEPS, Metrics, Training
from grader.results.verdict import Evidence
from grader.scenes import Sight, Work

SAME_LOSS, HIGHEST_LOSS = 1e-4, 1e6
FAR_OFF = 0.9  # of the way that a training moves the weights: no share says more from there on


def check_training(examiner: Examiner) -> None:
    """Train with the student's pieces, and judge where the weights ended.

    A piece that passed its own exercise may not serve in a training. That is no mistake of this
    exercise: where its own file passes beside PyTorch's pieces, it has passed.

    Raises:
        CheckFailed: no weights, weights that this training does not give, or too low an accuracy.
    """
    plan = _plan_of(examiner)
    _lendable(examiner, plan)
    try:
        _train(examiner, plan)
    except CheckFailed:
        mishap = examiner.records[-1].mishap
        file = examiner.contract.definitions[plan.alone[0]].file
        of_this_file = mishap is not None and mishap.file == file
        # In a borrowed worker all of the exercise is played again first.
        final = examiner.borrowed or plan.own == plan.alone or of_this_file
        if final or not _passes_alone(examiner, plan):
            raise


def _plan_of(examiner: Examiner) -> TrainingPlan:
    if examiner.plan is None:
        raise LookupError(f"{examiner.exercise} is trained; course.yaml: make it kind: training")
    return examiner.plan


def _passes_alone(examiner: Examiner, plan: TrainingPlan) -> bool:
    """Whether its own pieces pass beside PyTorch's, in a fresh worker; if not, it is forgotten."""
    record, trained = examiner.records.pop(), examiner.trained
    examiner.close()
    examiner.plan = replace(plan, own=plan.alone)
    try:
        _train(examiner, examiner.plan)
    except CheckFailed:
        examiner.discarded.append(examiner.records.pop())
        examiner.records.append(record)
        examiner.trained, examiner.plan = trained, plan
        return False
    examiner.discarded.append(record)
    examiner.note = (
        "The training was judged with PyTorch's own pieces around this file: with all of yours, "
        "each of which passes by itself, it does not come out as it should."
    )
    return True


def _train(examiner: Examiner, plan: TrainingPlan) -> None:
    name = plan.model
    draw = Draw(examiner.contract, *examiner.seed, "training", name)
    work = training_work(
        draw, examiner.solutions, plan.parts, plan.epochs, plan.own, plan.lr, plan.batch_size,
        relabels=plan.parts["loop"] in plan.alone, own_start=name in plan.alone,
        shape=list(plan.dataset.train.images.shape[1:]),
    )  # fmt: skip
    given = [*work.under("given").values()]
    again = Again(examiner.solutions, plan, work)
    starts_as_given = not work.params["own start"]

    def solution() -> None:
        if starts_as_given:
            _ = again.expected  # made while the worker trains

    record = examiner.play(work, solution)
    assert record.sight is not None
    form = Form(examiner.solutions.functions()[name]())
    before, after = _weights(work, given, record.sight, form)
    # The learner's layer may take the pixels in another order: then it starts from elsewhere.
    at_given = all(close(b, g) for b, g in zip(before, given, strict=True))
    known = again.expected if starts_as_given and at_given else None
    trained, off = again.nearest(record.sight, before, after, known)
    # SECURITY: the buffers are those of our own training, so that nobody is asked for them.
    end, logits = again.measures(after, trained.statistics)
    threshold = plan.accuracy
    if off <= EQUAL and end[-1] < threshold:
        threshold = min(threshold, again.fair)
    lowered = threshold < plan.accuracy
    examiner.trained = Training(
        loss=_losses(record.sight, plan.epochs),
        accuracy=end[-1],
        threshold=threshold,
        metrics=(Metrics(_title(examiner, plan), *end),),
        reference_loss=trained.losses,
        steps=_steps(examiner, record, trained.steps) if plan.parts["loop"] in plan.own else (),
        reference_steps=trained.steps,
        before=(Metrics(f"{name}, before training", *again.measures(before)[0]),),
        misclassified=misread(logits, again.train_split, work.params["labels"]),
        asked=plan.accuracy if lowered else None,
    )
    _judge(examiner, record, off, trained.used, len(again.train_split.labels))


def _lendable(examiner: Examiner, plan: TrainingPlan) -> None:
    """Require the learner's own model where no network of linear layers could stand in for it."""
    parameters = examiner.solutions.functions()[plan.model]().parameters()
    if plan.model not in plan.own and not widths_of([*parameters]):
        raise CheckFailed([Evidence(plan.model, "one that passes its own exercise", "not yet")])


def _title(examiner: Examiner, plan: TrainingPlan) -> str:
    """Whose training it was: the learner's, but for the pieces that were PyTorch's own."""
    name, missing = plan.model, {*plan.parts.values()} - {*plan.own}
    module_of = examiner.contract.module_of
    lent = [
        word
        for piece, word in plan.words.items()
        if piece in missing or module_of(piece) in examiner.stand_ins
    ]
    if not lent:
        return f"{name}, your training"
    *most, last = dict.fromkeys(lent)
    listed = f"{', '.join(most)} and {last}" if most else last
    return f"{name}, trained with PyTorch's own {listed}"


def _judge(examiner: Examiner, record: Record, off: float, used: int, all_samples: int) -> None:
    """Require weights that this training gives, and the accuracy that the course asks for."""
    assert examiner.trained is not None
    threshold, reached = examiner.trained.threshold, examiner.trained.accuracy
    record.measured = Measured(off, reached, threshold, all_samples, used)
    elsewhere = (
        f"the weights are {off:.0%} of their way from where it leads"
        if off < FAR_OFF
        else "the weights end nowhere near where it leads"
    )
    fewer = f"an epoch trains on {used} of {all_samples} samples"
    fault = elsewhere if off > EQUAL else fewer if used < all_samples else ""
    examiner.trained = replace(examiner.trained, fault=fault)
    examiner.require(
        off <= EQUAL,
        "final weights",
        "those that the batches of this training give",
        f"others: {off:.1%} of the way off",
        fact=elsewhere,
    )
    examiner.require(
        used >= all_samples, "samples that an epoch trains on", f"all {all_samples}", f"{used}",
        fact=fewer,
    )  # fmt: skip
    examiner.require(
        reached >= threshold,
        "accuracy on held-out digits",
        f"at least {threshold:.0%}",
        f"{reached:.1%}",
        fact=f"it reads {reached:.1%} of the held-out digits, and {threshold:.0%} are asked for",
    )
    record.right = True


def _weights(work: Work, given: Layers, sight: Sight, form: Form) -> tuple[Layers, Layers]:
    """The weights before and after, in the layout of the solution's model.

    A start of the learner's own may be any: it is trained from where it is.

    Raises:
        CheckFailed: the weights before are not the given ones, or a shape is not the layer's.
    """
    own_start = work.params["own start"]
    before = form.weights(sight, "before") if own_start or form.is_a_map else given
    for claim, truth in zip(before, given, strict=True):
        # SECURITY: the weights before are a claim too; only a reordering of the given numbers
        # is believed, so that no other start can be trained from.
        if not own_start and not close_in_any_order(truth, claim):
            raise CheckFailed([Evidence("weights before training", "the given ones", "others")])
    return before, form.weights(sight, "after")


def _losses(sight: Sight, epochs: int) -> tuple[float, ...]:
    claims: list[Any] = [sight.value("loss", epoch) for epoch in range(epochs)]
    return tuple(round(c, 6) if isinstance(c, float) and math.isfinite(c) else 0.0 for c in claims)


def losses_of(claim: object) -> tuple[float | None, ...]:
    """The losses that student code computed in a training; None for one that is out of bounds."""
    return tuple(
        round(loss, 6) if isinstance(loss, float) and abs(loss) < HIGHEST_LOSS else None
        for loss in (claim[:MOST_STEPS] if isinstance(claim, list) else ())
    )


def _steps(
    examiner: Examiner, record: Record, right: tuple[float, ...]
) -> tuple[float | None, ...]:
    """The losses that the learner's own loop computed, where they may be told to the learner."""
    assert record.sight is not None
    steps = losses_of(record.sight.claim("losses", None))[: len(right)]
    if record.open:
        return steps
    # SECURITY: their digits could say what a hidden check has handed over. All that is told of
    # them then is whether they are those of right code, and these numbers are our own.
    pairs = itertools.zip_longest(steps, right)
    same = all(s is not None and r is not None and abs(s - r) <= SAME_LOSS for s, r in pairs)
    return right if same and record.check not in examiner.secret else ()
