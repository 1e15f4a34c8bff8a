# expect: gradients-changed
# line: 17
# believes: The gradient is turned into the update, nobody needs it afterwards.

import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


@torch.no_grad()
def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.mul_(group["lr"])
                p.sub_(p.grad)
