# expect: gradients-changed
# line: 16
# source: https://github.com/awslabs/graphstorm/issues/1366
# believes: Clipping after the step tames the next one.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    optimizer.step()
    for group in optimizer.param_groups:
        torch.nn.utils.clip_grad_norm_(group["params"], 0.01)
