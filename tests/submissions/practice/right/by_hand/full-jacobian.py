# The softmax's whole Jacobian, row by row.

import torch


def linear_backward(inputs, weight, flow):
    by_inputs = flow @ weight
    by_weight = flow.T @ inputs
    by_bias = flow.sum(0)
    return by_inputs, by_weight, by_bias


def cross_entropy_backward(logits, labels):
    rows = []
    for z, label in zip(logits, labels):
        p = torch.softmax(z, 0)
        jacobian = torch.diag(p) - torch.outer(p, p)
        by_p = torch.zeros_like(p)
        by_p[label] = -1 / p[label].clamp_min(1e-30)
        rows.append(jacobian @ by_p)
    return torch.stack(rows) / len(rows)
