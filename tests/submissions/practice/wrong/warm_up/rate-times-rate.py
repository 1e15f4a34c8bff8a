# expect: base-counted-twice
# line: 20
# believes: The function that LambdaLR takes gives the learning rate.
# source: https://github.com/Adit-Jain-srm/NightmareNet/pull/158

import math

import torch


def rate_at(step, base, warmup, total):
    if warmup and step < warmup:
        return base * (step + 1) / warmup
    return base / 2 * (1 + math.cos((step - warmup) / (total - warmup) * math.pi))


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    base = optimizer.param_groups[0]["lr"]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: rate_at(min(step, len(batches) - 1), base, warmup, len(batches))
    )
    rates = []
    for inputs, labels in batches:
        optimizer.zero_grad()
        loss_fn(model(inputs), labels).backward()
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return rates
