import torch
from torch.optim.lr_scheduler import LambdaLR


def rate_at(step, base, warmup, total):
    rates = torch.empty(max(warmup, total), dtype=torch.float64)
    rates[:warmup] = torch.arange(1, warmup + 1, dtype=torch.float64) / max(warmup, 1)
    left = total - warmup
    if left > 0:
        rates[warmup:] = (1 + torch.cos(torch.pi * torch.arange(left, dtype=torch.float64) / left)) / 2
    return base * rates[step].item()


def train_with_schedule(model, loss_fn, optimizer, batches, warmup) -> list[float]:
    total = len(batches)
    schedule = LambdaLR(optimizer, lambda step: rate_at(step, 1.0, warmup, total) if step < total else 0)
    used = []
    for inputs, labels in batches:
        used.append(optimizer.param_groups[0]["lr"])
        loss = loss_fn(model(inputs), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return used
