"""What holds of every draw: right code may draw in another order."""

import torch

from grader.kit import call, mistake, number, tensor

PARTS = [tensor("mixed"), tensor("partners"), number("share", tensors=True)]


def seen(examiner, draw, calls=1, alpha=0.4):
    # Each row counts one of the digits: what was mixed can be read off the result.
    size = draw.whole(5, 9)
    inputs, labels = torch.eye(size), torch.arange(size)
    work = draw.work("mixup", *[call(inputs, labels, alpha)] * calls, returns=PARTS, looks=["argument"])
    return examiner.see(work)


def check_rows_are_mixed(examiner, draw):
    """Each row is so much of itself, and the rest of its partner."""
    for _ in range(3):
        sight = seen(examiner, draw)
        mixed, partners = sight.tensor("mixed"), sight.tensor("partners")
        share = sight.value("share")
        assert sorted(partners.tolist()) == list(range(len(mixed))), "each row is a partner once"
        right = share * torch.eye(len(mixed)) + (1 - share) * torch.eye(len(mixed))[partners]
        assert torch.allclose(mixed, right, atol=1e-5), "share of the row, the rest of the partner"


def check_shares_vary(examiner, draw):
    """The share is another one each time, spread as Beta(alpha, alpha) is."""
    for alpha, low, high in ((0.2, 0.25, 0.5), (8.0, 0.05, 0.2)):
        sight = seen(examiner, draw, calls=60, alpha=alpha)
        shares = torch.tensor([sight.value("share", i) for i in range(60)])
        assert 0 <= shares.min() and shares.max() <= 1, "shares from 0 to 1"
        assert low < shares.std() < high, "spread as Beta(alpha, alpha)"


mistake(
    "partners-labels-forgotten",
    "The labels are those of the batch.",
    "Which two labels does a mixed row have?",
    edit=("labels[order], share", "labels, share"),
)

# Mutants of the solution that are right code, too, each with the reason.
EQUAL = {
    "`share = torch.distributions.Beta(alpha, alpha).sample().item()` comes one later": (
        "either may be drawn first"
    ),
    "`share = torch.distributions.Beta(alpha, alpha).sample().item()` becomes "
    "`share = torch.distributions.Beta(alpha, alpha).sample()`": "a tensor without dimensions",
}
