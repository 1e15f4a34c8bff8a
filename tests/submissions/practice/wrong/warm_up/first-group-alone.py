# expect: only-the-first-group
# line: 19
# believes: The rate of an optimizer stands in param_groups[0].

import math


def rate_at(step: int, base: float, warmup: int, total: int) -> float:
    if step >= warmup:
        angle = math.pi * (step - warmup) / (total - warmup)
        return base * (1 + math.cos(angle)) / 2
    return (step + 1) / warmup * base


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    base = optimizer.param_groups[0]["lr"]
    used = []
    for step, (x, y) in enumerate(batches):
        optimizer.param_groups[0]["lr"] = rate_at(step, base, warmup, len(batches))
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        used.append(optimizer.param_groups[0]["lr"])
    return used
