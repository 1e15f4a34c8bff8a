# expect: averaged-over-classes
# line: 19
# believes: The mean of the loss is over all logits, so N * C divides.

import torch


def linear_backward(inputs, weight, flow):
    by_inputs = flow @ weight
    by_weight = torch.zeros_like(weight)
    for x, f in zip(inputs, flow):
        by_weight += torch.outer(f, x)
    return by_inputs, by_weight, flow.sum(dim=0)


def cross_entropy_backward(logits, labels):
    p = logits.softmax(1)
    y = torch.nn.functional.one_hot(labels, p.size(1))
    return (p - y) / p.numel()
