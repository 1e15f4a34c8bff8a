import torch


def accumulated_step(model, loss_fn, optimizer, batches):
    losses = torch.stack([loss_fn(model(x), y) for x, y in batches])
    optimizer.zero_grad(set_to_none=False)
    torch.autograd.backward(losses.mean())
    optimizer.step()
    optimizer.zero_grad()
    return float(losses.mean())
