# expect: wrong-criterion
# line: 9 | 11 | 15
# believes: Ten classes are ten binary questions.

import torch.nn as nn
import torch.nn.functional as F


class OneHotBCE(nn.BCEWithLogitsLoss):
    def forward(self, logits, labels):
        return super().forward(logits, F.one_hot(labels, logits.shape[1]).float())


def make_criterion():
    return OneHotBCE()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
