# expect: missing-backward | exception
# line: 11 | 12
# source: https://php.bkmy88.com/faq/1835025.html
# believes: requires_grad=True brings a graph back.

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss = torch.tensor(loss.item(), requires_grad=True)
    loss.backward()
