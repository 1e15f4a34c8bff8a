# expect: one-rate-for-all-groups
# line: 19 | 21
# believes: An optimizer has one learning rate.

import math


def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * (step + 1) / warmup
    share = (step - warmup) / (total - warmup)
    return 0.5 * base * (1 + math.cos(math.pi * share))


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    base = optimizer.param_groups[0]["lr"]
    used = []
    for step, (x, y) in enumerate(batches):
        rate = rate_at(step, base, warmup, len(batches))
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        used.append(rate)
    return used
