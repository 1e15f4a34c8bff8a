# expect: wrong-criterion | wrong-loss-value
# line: 14

from torch import nn
from torch.nn.functional import mse_loss, one_hot, softmax


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    wanted = one_hot(labels, num_classes=10).float()
    return mse_loss(softmax(logits, dim=1), wanted)
