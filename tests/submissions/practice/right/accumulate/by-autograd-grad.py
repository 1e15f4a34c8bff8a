import torch
from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    params = [p for p in model.parameters() if p.requires_grad]
    sums = [torch.zeros_like(p) for p in params]
    total, count = 0.0, sum(y.numel() for _, y in batches)
    for x, y in batches:
        loss = loss_fn(model(x), y)
        for s, g in zip(sums, torch.autograd.grad(loss, params)):
            s.add_(g, alpha=len(y) / count)
        total += loss.item() * len(y) / count
    for p, s in zip(params, sums):
        p.grad = s
    nn.utils.clip_grad_norm_(params, max_norm, foreach=False)
    optimizer.step()
    return total
