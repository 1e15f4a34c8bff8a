"""What fit is handed: losses that get better, then worse for as long as patience lasts."""

from grader.kit import mistake


def given(draw):
    model, patience = draw.model(), draw.whole(1, 4)
    losses = [draw.number(0.5, 1.0)]
    for wait in (0, patience - 1, 0):
        losses += [losses[-1] + draw.number(0.0, 0.2) for _ in range(wait)]
        losses.append(min(losses) - draw.number(0.01, 0.1))
    losses.append(min(losses))  # a tie
    losses += [min(losses) + draw.number(0.01, 0.2) for _ in range(patience)]
    return model, draw.moves(model, len(losses)), draw.answers(losses), patience
mistake(
    "best-weights-not-copied", "state_dict() is a copy of the weights.",
    "Print one number of the state that you kept, before and after the next epoch.",
    edit=("copy.deepcopy(model.state_dict())", "model.state_dict()"),
    confirms=lambda case: case.mentioned("load_state_dict") is not None,
)
mistake(
    "last-weights-kept", "The last weights are the best.",
    "At which epoch was the loss lowest, and whose weights does the model have?",
    edit=("    model.load_state_dict(best_state)\n", ""),
    confirms=lambda case: case.mentioned("load_state_dict") is None,
)
mistake(
    "patience-never-reset", "Patience is how many bad epochs there may be in all.",
    "What should one good epoch do to the count of bad ones?",
    edit=("best, waited = loss, 0", "best = loss"),
)

# Mutants of the solution that are right code, too, each with the reason.
EQUAL = {
    "`best, best_state, waited, epochs = (float('inf'), None, 0, 0)` becomes "
    "`best, best_state, waited, epochs = (float('inf'), None, -1, 0)`": "the first epoch is better",
    "`train_epoch()` comes one later": "the count grows before or after the epoch",
}
