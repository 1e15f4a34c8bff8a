# expect: missing-backward | wrong-gradients | detached-loss
# line: 10 | 11 | 12
# source: https://github.com/isayev/ReLeaSE/issues/39

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    value = loss.item()
    loss = torch.tensor(value, requires_grad=True)
    loss.backward()
