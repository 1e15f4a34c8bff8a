from grader.kit import call, check_training, method


def check_model_has_a_hidden_layer(examiner, draw):
    """Moons has a hidden layer of twelve that bends."""
    uses = [method("__call__", draw.tensor(n, 3)) for n in (1, 5)]
    examiner.agree(draw.work("Moons", call(), *uses))


def check_training_reaches_the_accuracy(examiner, draw):
    """Moons, trained by your train_epoch, tells points apart that it has not seen."""
    check_training(examiner)


def check_epoch_returns_its_mean_loss(examiner, draw):
    """train_epoch trains on every batch in training mode, and gives the mean loss of a sample."""
    model = draw.model(dropout=0.3, training=False)
    things = draw.criterion(), draw.optimizer(model), draw.loader(*draw.batch(model, 11), 4)
    examiner.agree(draw.work("train_epoch", call(model, *things)))


# Mutants of the solution that are right code, too, each with the reason.
EQUAL = {
    "`model.train()` comes one later": "the sums are set to zero before or after",
    "`optimizer.step()` comes one later": "the loss is known before the step",
    "`optimizer.zero_grad()` comes one later": "gradients are cleared before or after the loss",
}
