# right because: the module's formula gives the values and the gradients of cross entropy
from torch import nn


class OwnCrossEntropy(nn.Module):
    def __init__(self):
        super().__init__()
        self.log_softmax = nn.LogSoftmax(dim=1)
        self.nll = nn.NLLLoss()

    def forward(self, logits, labels):
        return self.nll(self.log_softmax(logits), labels)


def make_criterion():
    return OwnCrossEntropy()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
