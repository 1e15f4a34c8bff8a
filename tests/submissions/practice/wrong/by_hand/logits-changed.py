# expect: logits-changed
# line: 17 | 18
# believes: errors = logits makes a new tensor.

import torch


def linear_backward(inputs, weight, flow):
    by_inputs = flow @ weight
    by_weight = flow.T @ inputs
    by_bias = flow.sum(0)
    return by_inputs, by_weight, by_bias


def cross_entropy_backward(logits, labels):
    errors = logits
    errors -= errors.logsumexp(dim=1, keepdim=True)
    errors.exp_()
    errors[torch.arange(len(labels)), labels] -= 1
    return errors / len(labels)
