# expect: autograd-did-it
# line: 12
# believes: The quickest way to a gradient is to ask for it.

import torch


def linear_backward(inputs, weight, flow):
    x = inputs.detach().clone().requires_grad_()
    w = weight.detach().clone().requires_grad_()
    b = torch.zeros(weight.shape[0], requires_grad=True)
    (x @ w.T + b).backward(flow)
    return x.grad, w.grad, b.grad


def cross_entropy_backward(logits, labels):
    probabilities = torch.softmax(logits, dim=1)
    target = torch.nn.functional.one_hot(labels, logits.shape[1])
    return (probabilities - target) / logits.shape[0]
