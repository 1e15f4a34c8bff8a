# expect: wrong-loss-value | detached-loss | wrong-reduction
# line: 16 | 17 | 18
# believes: A loss that jumps about is smoothed by the one before it.

from torch import nn

last = []


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    loss = criterion(logits, labels)
    before = last.pop() if last else loss.detach()
    last.append(loss.detach())
    return loss + 0.1 * (before - loss.detach())
