# expect: gradients-changed | wrong-update
# line: 15
# source: https://github.com/VGraphRNN/VGRNN/issues/4
# believes: Every step wants clipping.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    params = [p for g in optimizer.param_groups for p in g["params"]]
    torch.nn.utils.clip_grad_value_(params, 0.001)
    optimizer.step()
