# expect: descent-too-slow
# line: 11
# believes: After the warm-up the count begins anew, and there are total steps.

import math


def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * (step + 1) / warmup
    return base / 2 * (1 + math.cos((step - warmup) / total * math.pi))


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
