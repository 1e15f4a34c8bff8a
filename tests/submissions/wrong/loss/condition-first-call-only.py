# expect: wrong-loss-value
# line: 18
# believes: A meter keeps the average of the losses.

import torch
from torch import nn

history = []


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    history.append(loss)
    return torch.stack(history).mean()
