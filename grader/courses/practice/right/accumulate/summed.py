import torch


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    n = sum(x.shape[0] for x, _ in batches)
    optimizer.zero_grad(set_to_none=False)
    losses = torch.stack([loss_fn(model(x), y) * x.shape[0] for x, y in batches])
    whole = losses.sum() / n
    whole.backward()
    weights = [p for g in optimizer.param_groups for p in g["params"]]
    norm = torch.sqrt(sum((p.grad**2).sum() for p in weights if p.grad is not None))
    if norm > max_norm:
        for p in weights:
            if p.grad is not None:
                p.grad *= max_norm / norm
    optimizer.step()
    optimizer.zero_grad()
    return whole.item()
