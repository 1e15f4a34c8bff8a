import torch
from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad(set_to_none=False)
    shares = torch.tensor([float(len(y)) for _, y in batches])
    shares /= shares.sum()
    total = 0.0
    for share, (x, y) in zip(shares.tolist(), batches):
        model.train()
        loss = share * loss_fn(model(x), y)
        loss.backward()
        total = total + loss.detach().item()
    torch.nn.utils.clip_grad_norm_(list(model.parameters()), max_norm, norm_type=2.0, error_if_nonfinite=False)
    optimizer.step()
    return total
