# expect: rate-one-step-early
# line: 26
# believes: The schedule is stepped at the beginning of each round.

import math
import torch
from torch.optim.lr_scheduler import LambdaLR


def rate_at(step: int, base: float, warmup: int, total: int) -> float:
    if step >= warmup:
        angle = math.pi * (step - warmup) / (total - warmup)
        return base * (1 + math.cos(angle)) / 2
    return (step + 1) / warmup * base


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    total = len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: rate_at(min(step, total - 1), 1.0, warmup, total)
    )
    rates = []
    for x, y in batches:
        optimizer.zero_grad()
        loss_fn(model(x), y).backward()
        schedule.step()
        optimizer.step()
        rates.append(schedule.get_last_lr()[0])
    return rates
