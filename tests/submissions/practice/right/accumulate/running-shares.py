from itertools import accumulate as running

import torch


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    *_, whole = running(x.size(0) for x, _ in batches)
    optimizer.zero_grad(set_to_none=False)
    losses = []

    def part(x, y):
        loss = loss_fn(model(x), y)
        loss.mul(x.size(0) / whole).backward()
        losses.append((x.size(0), loss.detach()))

    for pair in batches:
        part(*pair)
    grads = [p.grad for p in model.parameters() if p.grad is not None]
    length = torch.linalg.vector_norm(torch.stack([g.norm() for g in grads]))
    if length > max_norm:
        for g in grads:
            g.mul_(max_norm / length)
    optimizer.step()
    return sum(n * loss for n, loss in losses).item() / whole
