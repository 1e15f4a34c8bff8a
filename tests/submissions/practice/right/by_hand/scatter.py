import torch


def linear_backward(inputs, weight, flow):
    by_weight = sum(torch.outer(f, x) for f, x in zip(flow, inputs))
    ones = torch.ones(1, len(flow))
    return torch.nn.functional.linear(flow, weight.T), by_weight, (ones @ flow).squeeze(0)


def cross_entropy_backward(logits, labels):
    minus = torch.full((len(labels), 1), -1.0)
    errors = torch.log_softmax(logits, 1).exp().scatter_add(1, labels[:, None], minus)
    return errors * (1 / len(labels))
