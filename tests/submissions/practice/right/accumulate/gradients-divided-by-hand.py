from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    for p in model.parameters():
        p.grad = None
    seen, total = 0, 0.0
    for x, y in batches:
        loss = loss_fn(model(x), y) * len(y)
        loss.backward()
        total += float(loss)
        seen += len(y)
    for p in model.parameters():
        if p.grad is not None:
            p.grad /= seen
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return total / seen
