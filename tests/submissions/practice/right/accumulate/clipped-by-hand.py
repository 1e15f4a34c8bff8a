import torch


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad()
    sizes = [len(y) for _, y in batches]
    losses = []
    for (x, y), size in zip(batches, sizes):
        part = loss_fn(model(x), y) * (size / sum(sizes))
        part.backward()
        losses.append(part.item())
    grads = [p.grad for p in model.parameters() if p.grad is not None]
    norm = torch.sqrt(sum((g**2).sum() for g in grads))
    if norm > max_norm:
        for g in grads:
            g.mul_(max_norm / norm)
    optimizer.step()
    return sum(losses)
