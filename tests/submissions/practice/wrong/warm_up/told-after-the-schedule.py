# expect: rates-told-too-late
# line: 27
# believes: get_last_lr tells the rate of the step that was just taken.

import math
import torch


def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * (step + 1) / warmup
    share = (step - warmup) / (total - warmup)
    return 0.5 * base * (1 + math.cos(math.pi * share))


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    total = len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: rate_at(min(step, total - 1), 1.0, warmup, total)
    )
    rates = []
    for x, y in batches:
        optimizer.zero_grad()
        loss_fn(model(x), y).backward()
        optimizer.step()
        schedule.step()
        rates.append(schedule.get_last_lr()[0])
    return rates
