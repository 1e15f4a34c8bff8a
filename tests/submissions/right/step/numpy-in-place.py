# right because: the numpy array shares the parameter's memory
import torch


def make_optimizer(model, lr=0.1):
    return torch.optim.SGD(model.parameters(), lr=lr)


def step(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                weights = p.detach().numpy()
                weights[...] -= group["lr"] * p.grad.numpy()
