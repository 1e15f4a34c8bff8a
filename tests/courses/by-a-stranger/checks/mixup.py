"""What mixup has to keep of every draw, and its mistakes."""

import torch
from grader.kit import call, mistake, number, tensor

PARTS = [tensor("mixed"), tensor("labels"), tensor("partners"), number("share", tensors=True)]


def check_mixed(examiner, draw):
    """Each row is the sample and its partner, in the share that is returned."""
    inputs, labels = draw.tensor(8, 3), draw.labels(8, 8)   # each label once: it tells who the partner is
    sight = examiner.see(draw.work("mixup", *[call(inputs, labels, 0.8)] * 20, returns=PARTS, looks=[]))
    where = labels.argsort()
    for i in range(20):
        share, partners = sight.value("share", i), sight.tensor("partners", i)
        assert torch.equal(sight.tensor("labels", i), labels), "the labels come back as they were handed in"
        assert torch.equal(partners.sort().values, labels.sort().values), "each sample is a partner once"
        mixed = share * inputs + (1 - share) * inputs[where[partners]]
        assert torch.allclose(sight.tensor("mixed", i), mixed, atol=1e-5), "share * sample + (1 - share) * partner"


def check_random(examiner, draw):
    """The share and the partners are others each time, and the share is drawn from Beta(alpha, alpha)."""
    inputs, labels = draw.tensor(8, 3), draw.labels(8, 8)
    for alpha, low, high in ((0.1, 0.35, 0.5), (20.0, 0.03, 0.12)):
        sight = examiner.see(draw.work("mixup", *[call(inputs, labels, alpha)] * 60, returns=PARTS, looks=[]))
        shares = torch.tensor([sight.value("share", i) for i in range(60)])
        assert 0 <= shares.min() and shares.max() <= 1, "the share lies between 0 and 1"
        assert low < shares.std() < high, f"with alpha {alpha} the shares spread by {shares.std():.2f}, not between {low} and {high}"
        orders = {tuple(sight.tensor("partners", i).tolist()) for i in range(60)}
        assert len(orders) > 30, "other partners each time"


EQUAL = {
    "`share = torch.distributions.Beta(alpha, alpha).sample().item()` comes one later": "neither line needs the other",
    "`share = torch.distributions.Beta(alpha, alpha).sample().item()` becomes `share = torch.distributions.Beta(alpha, alpha).sample()`": "a tensor of one number is as good",
}


mistake(
    "share-of-the-wrong-one",
    "The share says how much of the partner comes in.",
    "With a share of 1, which sample should come back whole?",
    edit=("share * inputs + (1 - share) * inputs[order]", "(1 - share) * inputs + share * inputs[order]"),
)
mistake(
    "labels-of-another-order",
    "Any order of the labels will do.",
    "Whose label belongs to the sample that was mixed in?",
    edit=("labels[order], share", "labels[torch.randperm(len(inputs))], share"),
)
