"""Validation that leaves no trace, and losses that get better, then worse for as long as patience lasts."""

from grader.kit import call, mistake, number

TRACES = ["buffer", "gradient", "mode", "requires gradient", "kept"]


def validation(draw, training, looks, **settings):
    model = draw.model(widths=(20, 12, 5), batch_norm=True, dropout=0.4, training=training)
    draw.gradients(model)
    loader = draw.loader(*draw.batch(model, draw.choice(10, 11, 14)), 4)
    asked = call(model, draw.criterion(), loader)
    return draw.work("validate", asked, returns=[number()], looks=looks, **settings)


def epochs(draw, ties=True):
    model, patience = draw.model(widths=(12, 8, 5), batch_norm=True), draw.whole(1, 4)
    losses = [draw.number(0.5, 1.0)]
    for wait in (0, patience - 1, 0):
        losses += [losses[-1] + draw.number(0.0, 0.2) for _ in range(wait)]
        losses.append(min(losses) - draw.number(0.01, 0.1))
    losses += [min(losses)] * ties
    losses += [min(losses) + draw.number(0.01, 0.2) for _ in range(patience)]
    return draw.work(
        "fit", call(model, draw.moves(model, len(losses)), draw.answers(losses), patience)
    )


def check_mean_loss(examiner, draw):
    """validate gives the mean loss per sample, measured in evaluation mode."""
    for training in (True, False):
        examiner.agree(validation(draw, training, []), "returned", "returned is a number")


def check_no_trace_in_the_model(examiner, draw):
    """validate leaves weights, gradients, running statistics and mode as they were."""
    for training in (True, False):
        examiner.agree(
            validation(draw, training, TRACES),
            "change",
            "buffer",
            "gradient",
            "mode",
            "requires gradient",
        )


def check_no_graph(examiner, draw):
    """validate builds no graph."""
    examiner.agree(validation(draw, True, ["graph"]), "graph")


def check_random_numbers_go_on(examiner, draw):
    """After validate the random numbers go on as if it had not been called."""
    for training in (True, False):
        examiner.agree(validation(draw, training, ["random state"]), "random state")


def check_stops_in_time(examiner, draw):
    """fit stops when the loss has not improved for patience epochs in a row, and says after how many."""
    works = [epochs(draw, ties) for ties in (True, False, True)]
    for work in works:
        examiner.agree(work, "returned", "returned is a number", "times called")


def check_best_weights_come_back(examiner, draw):
    """fit leaves the model as it was after its best epoch, running statistics included."""
    for work in [epochs(draw) for _ in range(3)]:
        examiner.agree(work, "change", "buffer")


mistake(
    "measured-in-training-mode",
    "A model computes the same thing whoever asks.",
    "What do dropout and batch norm do while they are measured? Run validate twice and compare.",
    why="In training mode dropout leaves units out, and batch norm uses this batch's own mean and moves "
    "its running statistics: every measurement would change the model.",
    edit=[
        [("    model.eval()\n", "")],
        [("    model.eval()\n", "    model.train()\n")],
    ],
    shows=["loss = loss_fn(model(x), y)", "total += loss_fn(model(x), y).item() * len(y)"],
)
mistake(
    "mode-not-put-back",
    "After validation the model trains on by itself.",
    "Print model.training before and after validate.",
    why="Nobody switches back for you. A training that goes on in evaluation mode has no dropout any "
    "more, and its batch norm stands still.",
    edit=("    model.train(was_training)\n", ""),
    shows=["model.eval()", "model.train(False)"],
)
mistake(
    "always-back-to-training",
    "After validation comes training.",
    "What if a model comes in evaluation mode?",
    why="As it was means as it was: who measures a finished model wants it finished afterwards.",
    edit=("model.train(was_training)", "model.train()"),
)
mistake(
    "random-numbers-moved-on",
    "Measuring draws no random numbers.",
    "Print torch.rand(1) right after validate, and once more without validate. Who drew in between?",
    why="A loader draws a seed from PyTorch's generator whenever it starts. So a training with "
    "validation meets other random numbers than one without, and nobody can compare the two.",
    edit=("    torch.set_rng_state(state)\n", ""),
    shows=["loader"],
    confirms=lambda case: case.mentioned("manual_seed", "seed") is None,
)
mistake(
    "random-numbers-seeded",
    "With a fixed seed everything is reproducible.",
    "Which random numbers does each epoch meet, if every validation seeds them anew?",
    why="After each validation the random numbers begin again: every epoch gets the same dropout and "
    "the same order.",
    edit=("torch.set_rng_state(state)", "torch.manual_seed(0)"),
    confirms=lambda case: case.mentioned("manual_seed", "seed") is not None,
)
mistake(
    "mean-of-means",
    "The mean over the batches is the mean over the samples.",
    "The last batch holds one sample. How much does that one count?",
    why="Each batch loss is a mean already. Batches of different size have to be weighted by it.",
    edit=[(".item() * len(labels)", ".item()"), ("samples += len(labels)", "samples += 1")],
    shows=["return total / len(loader)", "return sum(losses) / len(losses)"],
)
mistake(
    "graph-kept",
    "Evaluation mode switches autograd off.",
    "Does a result of your validation name a grad_fn?",
    why="eval() switches layers, no_grad() switches the graph. With a graph each batch keeps all its "
    "intermediate results until it is let go.",
    edit=("with torch.no_grad():", "with torch.enable_grad():"),
    at=("forward",),
)
mistake(
    "last-weights-kept",
    "The last weights are the best.",
    "After which epoch was the loss lowest, and whose weights does the model have?",
    why="When patience has run out, the last epochs were worse: that is why it stopped.",
    edit=("    model.load_state_dict(kept)\n", ""),
    confirms=lambda case: case.mentioned("load_state_dict", "copy_", "data") is None,
)
mistake(
    "best-not-copied",
    "state_dict() is a copy of the weights.",
    "Print one number of what you kept, before and after the next epoch.",
    why="The entries of a state_dict are the weights themselves. They move on with the model, so that "
    "what was kept is always the last state.",
    edit=("copy.deepcopy(model.state_dict())", "model.state_dict()"),
    confirms=lambda case: case.mentioned("load_state_dict", "copy_", "data") is not None,
)
mistake(
    "statistics-left-behind",
    "The weights are the parameters.",
    "Compare list(model.state_dict()) with what you keep. What is missing?",
    why="The running mean and variance of batch norm are buffers, no parameters. Weights of one epoch "
    "with statistics of another are a model that never was.",
    edit=[
        (
            "copy.deepcopy(model.state_dict())",
            "[weight.detach().clone() for weight in model.parameters()]",
        ),
        (
            "    model.load_state_dict(kept)\n",
            "    with torch.no_grad():\n        for weight, was in zip(model.parameters(), kept):\n            weight.copy_(was)\n",
        ),
    ],
)
mistake(
    "patience-never-reset",
    "Patience is how many bad epochs there may be in all.",
    "What should one good epoch do to the count of the bad ones?",
    why="In a row means since the last improvement: a loss that goes up and down on its way is fine.",
    edit=("best, waited = loss, 0", "best = loss"),
)
mistake(
    "tie-counts-as-better",
    "What is not worse is better.",
    "What if the loss stays the same for ever?",
    why="With a tie as an improvement a training that has come to rest never stops.",
    edit=("if loss < best:", "if loss <= best:"),
)
mistake(
    "one-epoch-too-many",
    "Patience has run out when it is exceeded.",
    "With a patience of 1, how many bad epochs in a row do you allow?",
    why="After `patience` epochs without an improvement it is over, not one later.",
    edit=("while waited < patience:", "while waited <= patience:"),
    shows=["self.waited > self.patience", "waited > patience", "waited <= patience"],
)
mistake(
    "best-epoch-told",
    "What one wants to know is which epoch was best.",
    "What does the exercise say that fit returns?",
    why="It returns how many epochs were trained, those in vain included: that is what the training cost.",
    edit=("return epochs", "return epochs - waited"),
    shows=["return best_epoch"],
)
mistake(
    "loss-not-a-float",
    "A tensor with one number is a number.",
    "What is the type of what you return?",
    why="A tensor lies on a device and prints as a tensor. .item() gives the number in it.",
    edit=(".item() * len(labels)", " * len(labels)"),
)
mistake(
    "compared-with-the-last",
    "A loss below that of the epoch before is an improvement.",
    "The losses are 1, 5, 4. Is the third epoch an improvement?",
    why="What counts is the best so far; otherwise every small dip after a bad epoch begins anew.",
    edit=[
        ("            best, waited = loss, 0\n", "            waited = 0\n"),
        ("            waited += 1\n", "            waited += 1\n        best = loss\n"),
    ],
    shows=["loss < previous"],
)

EQUAL = {
    "`model.train(was_training)` comes one later": "either may be put back first",
    "`train_epoch()` comes one later": "the count grows before or after the epoch",
    "`model.eval()` comes one later": "the sums are set to zero before or after",
    "`best, kept, waited, epochs = (float('inf'), None, 0, 0)` becomes "
    "`best, kept, waited, epochs = (float('inf'), None, -1, 0)`": "the first epoch is better",
}
