# expect: missing-function
# believes: A method of a class counts as the function.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


class Loss:
    def compute_loss(self, criterion, logits, labels):
        return criterion(logits, labels)
