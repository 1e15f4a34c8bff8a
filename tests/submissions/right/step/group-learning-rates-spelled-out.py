# right because: both groups carry the learning rate that was asked for
import torch


def make_optimizer(model, lr=0.1):
    matrices = [p for p in model.parameters() if p.dim() > 1]
    vectors = [p for p in model.parameters() if p.dim() <= 1]
    groups = [{"params": ps, "lr": lr} for ps in (matrices, vectors) if ps]
    return torch.optim.SGD(groups)


def step(optimizer):
    optimizer.step()
