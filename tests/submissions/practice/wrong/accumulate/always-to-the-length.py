# expect: lengthened-too
# line: 18
# believes: Clipping makes the gradient as long as max_norm.

import torch


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad()
    n = sum(len(y) for _, y in batches)
    total = 0.0
    for x, y in batches:
        loss = loss_fn(model(x), y) * len(y) / n
        loss.backward()
        total += loss.item()
    norm = torch.cat([p.grad.flatten() for p in model.parameters()]).norm()
    for p in model.parameters():
        p.grad.mul_(max_norm / norm)
    optimizer.step()
    return total
