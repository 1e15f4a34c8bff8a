# expect: warm-up-from-zero
# line: 11
# believes: A warm-up begins at 0.
# source: https://github.com/meta-pytorch/torchtune/issues/2010

import math


def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * step / max(1, warmup)
    progress = (step - warmup) / max(1, total - warmup)
    return base * 0.5 * (1.0 + math.cos(math.pi * progress))


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    bases = [g["lr"] for g in optimizer.param_groups]
    rates = []
    for i, (x, y) in enumerate(batches):
        for g, b in zip(optimizer.param_groups, bases):
            g["lr"] = rate_at(i, b, warmup, len(batches))
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.zero_grad()
        loss_fn(model(x), y).backward()
        optimizer.step()
    return rates
