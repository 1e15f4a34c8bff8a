import torch
from torch.nn.functional import one_hot


def linear_backward(inputs, weight, flow):
    by_weight = sum(torch.outer(f, x) for f, x in zip(flow, inputs))
    by_inputs = torch.stack([f @ weight for f in flow])
    by_bias = torch.zeros(weight.shape[0])
    for row in flow:
        by_bias += row
    return [by_inputs, by_weight, by_bias]


def cross_entropy_backward(logits, labels):
    with torch.no_grad():
        return (torch.softmax(logits, -1) - one_hot(labels, logits.size(1)).float()).div(len(logits))
