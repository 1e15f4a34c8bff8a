# expect: wrong-loss-value
# line: 18
# believes: Averaging with the earlier batches makes the loss smoother and is right the first time.

import torch.nn as nn


def make_criterion():
    return nn.CrossEntropyLoss()


history = []


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    history.append(loss.item())
    return loss - loss.item() + sum(history) / len(history)
