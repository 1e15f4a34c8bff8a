"""Checks of train.py: one step, one epoch, one evaluation, and the whole training."""

from grader.examiner.draw import Draw
from grader.examiner.examiner import Examiner
from grader.examiner.training import check_training

from .. import works
from ..works import DEEP, LINEAR

KEPT = "requires gradient", "optimizer", "criterion", "hooks"


def check_step_returns_its_loss(examiner: Examiner, draw: Draw) -> None:
    """train_step returns the loss of its batch, before the update, as a float."""
    for work in (works.train_step(draw, [6]), works.sure_steps(draw), works.sure_step(draw)):
        examiner.agree(work, "loss", "loss is a number")


def check_weights_after_several_steps(examiner: Examiner, draw: Draw) -> None:
    """After several batches the weights are where forward, loss, backward and step put them."""
    examiner.agree(works.train_step(draw, [5, 1, 7, 4], groups=2), "change", "loss")
    examiner.agree(works.sure_steps(draw), "change")
    examiner.agree(works.train_step(draw, [6, 3, 4], dropout=0.3, batch_norm=True, widths=DEEP))


def check_epoch_trains_on_every_batch(examiner: Examiner, draw: Draw) -> None:
    """train_epoch trains on every batch of the loader once."""
    work = works.train_epoch(draw, 17, 6, epochs=2)
    examiner.agree_in_any_order(work, "change")


def check_epoch_is_in_training_mode(examiner: Examiner, draw: Draw) -> None:
    """train_epoch trains in training mode, whatever mode the model was in."""
    for training in (False, True):
        work = works.train_epoch(
            draw, 16, 6, groups=2, dropout=0.3, batch_norm=True, training=training
        )
        examiner.agree_in_any_order(work, "change", "buffer", *KEPT)


def check_epoch_returns_the_mean_loss(examiner: Examiner, draw: Draw) -> None:
    """train_epoch returns the mean loss per sample, also where the last batch is smaller."""
    plain = [works.train_epoch(draw, *sizes) for sizes in ((10, 3), (9, 5))]
    for work in (*plain, works.sure_epoch(draw)):
        examiner.agree_in_any_order(work, "loss", "loss is a number", "change")


def check_evaluate_measures(examiner: Examiner, draw: Draw) -> None:
    """evaluate returns the mean loss per sample and the accuracy, without dropout."""
    for work in (
        works.evaluate(draw, 13, 6, widths=LINEAR),
        works.evaluate(draw, 14, 4, dropout=0.4, batch_norm=True),
        works.undecided_evaluation(draw),
        works.sure_evaluation(draw, 5, 3, right=True),
        works.sure_evaluation(draw, 4, 3, right=False),
        works.evaluate(draw, works.MANY, 5, widths=LINEAR),
    ):
        examiner.agree(
            work, "together", "loss", "accuracy", "loss is a number", "accuracy is a number"
        )


def check_evaluate_leaves_no_trace(examiner: Examiner, draw: Draw) -> None:
    """evaluate builds no graph, moves no weight, and puts the mode back as it was."""
    examiner.agree_on_all(
        *(
            works.evaluate(draw,
                11, 4, dropout=0.4, batch_norm=True, training=training, gradients_on=gradients_on,
                frozen=(1,),
            )
            for training, gradients_on in ((True, True), (False, True), (True, False))
        )
    )  # fmt: skip


def check_training_reaches_the_accuracy(examiner: Examiner, draw: Draw) -> None:
    """SimpleNN, trained from given weights by your train_epoch, reads held-out digits."""
    check_training(examiner)


# Mutants of the solution that are right code, too, each with the reason.
EQUAL = {
    "`loss = criterion(logits, labels)` comes one later": "gradients are cleared before or after",
    "`model.train()` comes one later": "the sum is set to zero before or after",
    "`model.eval()` comes one later": "the sums are set to zero before or after",
    "`correct += (logits.argmax(dim=1) == labels).sum().item()` "
    "becomes `correct += (logits.argmax(dim=1) == labels).sum()`": "a number without a graph",
    "`total += criterion(logits, labels).item() * len(labels)` "
    "becomes `total += criterion(logits, labels) * len(labels)`": "a number without a graph",
}
