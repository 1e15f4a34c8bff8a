# expect: wrong-reduction
# line: 15
# believes: Every batch has 64 samples.

import torch.nn as nn

BATCH_SIZE = 64


class MeanCrossEntropy(nn.CrossEntropyLoss):
    def __init__(self):
        super().__init__(reduction="sum")

    def forward(self, logits, labels):
        return super().forward(logits, labels) / BATCH_SIZE


def make_criterion():
    return MeanCrossEntropy()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
