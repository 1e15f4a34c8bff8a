import torch


def make_optimizer(model, lr=0.1):
    matrices = [p for p in model.parameters() if p.ndim > 1]
    vectors = [p for p in model.parameters() if p.ndim <= 1]
    return torch.optim.SGD([{"params": matrices}, {"params": vectors, "lr": lr}], lr=lr)


def step(optimizer):
    optimizer.step()
