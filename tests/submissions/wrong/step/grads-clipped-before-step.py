# expect: gradients-changed | wrong-update
# line: 14
# believes: Gradients are always clipped before a step.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        torch.nn.utils.clip_grad_value_(group["params"], 1e-3)
    optimizer.step()
