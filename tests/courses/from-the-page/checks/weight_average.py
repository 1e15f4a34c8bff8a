from grader.kit import call, method, mistake


def given(draw):
    model, other, third = draw.model(), draw.model(), draw.model()
    return [
        call(model, draw.number(0.5, 0.9)),
        method("update", other),
        method("update", third),
        method("copy_to", model),
    ]


mistake(
    "weights-not-copied",
    "A list of the parameters keeps their numbers.",
    "What becomes of what you kept when the model moves?",
    edit=("copy.deepcopy([p.detach() for p in model.parameters()])", "list(model.parameters())"),
)
mistake(
    "shares-swapped",
    "The decay is the share of what is new.",
    "With a decay of 0.99, how fast should the average follow?",
    edit=(".mul_(self.decay).add_(new, alpha=1 - self.decay)",
          ".mul_(1 - self.decay).add_(new, alpha=self.decay)"),
)

# Mutants of the solution that are right code, too, each with the reason.
EQUAL = {
    "`self.kept = copy.deepcopy([p.detach() for p in model.parameters()])` becomes "
    "`self.kept = copy.deepcopy([p for p in model.parameters()])`": "copies of leaves are leaves",
}
