"""What EMA is handed, and the mistakes of this exercise."""

from grader.kit import call, method, mistake


def given(draw):
    model, other, steps = draw.model(), draw.model(), draw.whole(1, 4)
    return [
        call(model, draw.number(0.5, 0.9)),
        method("follow", model, draw.moves(model, steps), steps),
        method("update", other),
        method("vector"),
        method("copy_to", other),
    ]


mistake(
    "weights-not-copied",
    "A list of the model's parameters is a copy of its weights.",
    "What happens to the tensors in your list when the optimizer makes a step?",
    edit=("p.detach().clone()", "p.detach()"),
)
mistake(
    "decay-swapped",
    "The decay says how much of the new weights is taken.",
    "With a decay of 0.99, does the average move fast or slowly?",
    edit=("mul_(self.decay).add_(p.detach(), alpha=1 - self.decay)", "mul_(1 - self.decay).add_(p.detach(), alpha=self.decay)"),
)
mistake(
    "sum-not-average",
    "The new weights are added whole to what is kept of the average.",
    "If the model never changes, what should the average be after a hundred updates?",
    edit=(", alpha=1 - self.decay", ""),
)
mistake(
    "weights-shared-until-the-first-update",
    "A list of the model's parameters is a copy of its weights.",
    "What happens to the tensors in your list when the optimizer makes a step?",
    edit=[
        ("p.detach().clone()", "p.detach()"),
        ("for average, p in zip(self.average, model.parameters()):\n            average.mul_(self.decay).add_(p.detach(), alpha=1 - self.decay)",
         "self.average = [self.decay * a + (1 - self.decay) * p.detach() for a, p in zip(self.average, model.parameters())]"),
    ],
)
