import torch
from torch.nn.utils import clip_grad_norm_


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    model.zero_grad()
    seen, total = 0, 0
    for x, y in batches:
        loss = loss_fn(model(x), y) * len(y)
        loss.backward()
        total += float(loss)
        seen += len(y)
    for p in model.parameters():
        if p.grad is not None:
            p.grad.div_(seen)
    clip_grad_norm_(list(model.parameters()), max_norm=max_norm)
    optimizer.step()
    return total / seen
