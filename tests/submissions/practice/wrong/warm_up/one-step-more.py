# expect: warm-up-never-full
# line: 10
# believes: Between 0 and the full rate lie warmup + 1 steps.

import math


def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * (step + 1) / (warmup + 1)
    done = (step - warmup) / (total - warmup)
    return base * (1 + math.cos(math.pi * done)) / 2


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    bases = [g["lr"] for g in optimizer.param_groups]
    rates = []
    for i, (x, y) in enumerate(batches):
        for g, base in zip(optimizer.param_groups, bases):
            g["lr"] = rate_at(i, base, warmup, len(batches))
        optimizer.zero_grad()
        loss_fn(model(x), y).backward()
        optimizer.step()
        rates.append(optimizer.param_groups[0]["lr"])
    return rates
