# expect: batch-not-averaged
# line: 19
# believes: The errors are the gradient; a mean is only for the printed loss.
# source: https://ai.stackexchange.com/questions/35741/trouble-writing-the-backpropagation-algorithm-in-python-through-crossentropy-and

import torch


def linear_backward(inputs, weight, flow):
    by_inputs = flow @ weight
    by_weight = flow.T @ inputs
    by_bias = flow.sum(0)
    return by_inputs, by_weight, by_bias


def cross_entropy_backward(logits, labels):
    p = torch.softmax(logits, dim=1)
    p[torch.arange(logits.shape[0]), labels] -= 1.0
    return p
