# expect: softmax-over-the-batch
# line: 14
# believes: Softmax goes over dimension 0, the first one.

import torch
from torch.nn.functional import one_hot


def linear_backward(inputs, weight, flow):
    return flow.mm(weight), flow.t().mm(inputs), flow.sum(0)


def cross_entropy_backward(logits, labels):
    p = torch.softmax(logits, dim=0)
    wanted = one_hot(labels, logits.shape[1]).float()
    return (p - wanted) / len(labels)
