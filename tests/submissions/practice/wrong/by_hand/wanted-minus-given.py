# expect: gradient-upside-down
# line: 18
# believes: An error is what is wanted minus what came out.

import torch


def linear_backward(inputs, weight, flow):
    return torch.einsum("no,oi->ni", flow, weight), torch.einsum("no,ni->oi", flow, inputs), flow.sum(0)


def cross_entropy_backward(logits, labels):
    n, c = logits.shape
    target = torch.zeros(n, c)
    target[torch.arange(n), labels] = 1
    e = (logits - logits.max(1, keepdim=True).values).exp()
    p = e / e.sum(1, keepdim=True)
    grad = target - p
    return grad / n
