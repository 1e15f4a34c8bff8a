# right because: the functional form of SGD without momentum is the same update
import torch
from torch.optim.sgd import sgd


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


@torch.no_grad()
def step(optimizer):
    for group in optimizer.param_groups:
        params = [p for p in group["params"] if p.grad is not None]
        sgd(
            params,
            [p.grad for p in params],
            [None] * len(params),
            weight_decay=0.0,
            momentum=0.0,
            lr=group["lr"],
            dampening=0.0,
            nesterov=False,
            maximize=False,
        )
