# expect: softmax-over-the-batch
# line: 16
# believes: dim=0 is the first thing that softmax should run over.

import torch


def linear_backward(inputs, weight, flow):
    by_inputs = flow @ weight
    by_weight = flow.T @ inputs
    by_bias = flow.sum(0)
    return by_inputs, by_weight, by_bias


def cross_entropy_backward(logits, labels):
    p = torch.softmax(logits, dim=0)
    y = torch.nn.functional.one_hot(labels, num_classes=logits.shape[1]).float()
    return (p - y) / len(labels)
