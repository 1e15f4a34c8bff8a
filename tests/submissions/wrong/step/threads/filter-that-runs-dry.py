# expect: missing-parameters | exception
# line: 10 | 11 | 13
# source: https://github.com/YanaiEliyahu/AdasOptimizer/issues/2
# believes: A filter can be read twice.

import torch


def make_optimizer(model, lr=0.1):
    params = filter(lambda p: p.requires_grad, model.parameters())
    count = sum(p.numel() for p in params)
    print(count, "parameters")
    return torch.optim.SGD(params, lr=lr)


def step(optimizer):
    optimizer.step()
