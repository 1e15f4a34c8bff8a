from torch import nn
from torch.nn.functional import one_hot


class LoggedCE(nn.CrossEntropyLoss):
    """Keeps the last value for a plot."""

    last = float("nan")

    def forward(self, input, target):
        value = super().forward(input, target)
        self.last = value.item()
        return value


def make_criterion():
    return LoggedCE()


def compute_loss(criterion, logits, labels):
    wanted = one_hot(labels, num_classes=logits.size(1)).to(logits)
    return criterion(logits, wanted)
