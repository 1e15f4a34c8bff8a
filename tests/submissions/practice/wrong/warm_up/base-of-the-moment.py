# expect: rate-built-on-the-last
# line: 19
# believes: group["lr"] is always the rate that the optimizer was made with.

import math


def rate_at(step: int, base: float, warmup: int, total: int) -> float:
    if step >= warmup:
        angle = math.pi * (step - warmup) / (total - warmup)
        return base * (1 + math.cos(angle)) / 2
    return (step + 1) / warmup * base


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    used = []
    for step, (x, y) in enumerate(batches):
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, group["lr"], warmup, len(batches))
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        used.append(optimizer.param_groups[0]["lr"])
    return used
