import torch


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    weights = [p for p in model.parameters() if p.requires_grad]
    gathered = [torch.zeros_like(p) for p in weights]
    count, total = 0, 0.0
    for x, y in batches:
        for p in weights:
            p.grad = None
        loss = loss_fn(model(x), y)
        loss.backward()
        n = y.shape[0]
        count += n
        total += n * float(loss.detach())
        for kept, p in zip(gathered, weights):
            if p.grad is not None:
                kept.add_(p.grad, alpha=n)
    for kept, p in zip(gathered, weights):
        p.grad = kept.div_(count)
    torch.nn.utils.clip_grad_norm_(weights, max_norm)
    optimizer.step()
    return total / count
