# expect: bias-not-summed
# line: 11
# believes: The bias is only added, so the flow goes through as it is.

import torch


def linear_backward(inputs, weight, flow):
    d_inputs = flow @ weight
    d_weight = flow.T @ inputs
    d_bias = flow
    return d_inputs, d_weight, d_bias


def cross_entropy_backward(logits, labels):
    probabilities = torch.softmax(logits, dim=1)
    target = torch.nn.functional.one_hot(labels, logits.shape[1])
    return (probabilities - target) / logits.shape[0]
