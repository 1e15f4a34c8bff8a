# expect: weight-gradient-averaged | bias-averaged
# line: 12 | 13
# believes: The gradient of a weight is a mean over the batch, so it is divided by its size.
# source: https://offlinew.com/q/q/3383959922

import torch


def linear_backward(inputs, weight, flow):
    m = inputs.shape[0]
    dx = flow @ weight
    dw = flow.T @ inputs / m
    db = flow.sum(0) / m
    return dx, dw, db


def cross_entropy_backward(logits, labels):
    p = torch.softmax(logits, dim=1)
    p[range(len(labels)), labels] -= 1
    return p / len(labels)
