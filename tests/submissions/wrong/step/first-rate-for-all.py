# expect: wrong-learning-rate | wrong-update
# line: 12 | 17
# source: https://github.com/dbgannon/NNets-and-Diffeqns/issues/1
import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    lr = optimizer.param_groups[0]["lr"]
    with torch.no_grad():
        for group in optimizer.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.sub_(lr * p.grad)
