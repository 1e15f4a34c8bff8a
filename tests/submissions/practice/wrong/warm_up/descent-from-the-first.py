# expect: missing-zero-grad
# line: 22
# believes: The rate is new in each step, so the gradient is.

import math


def rate_at(step: int, base: float, warmup: int, total: int) -> float:
    if step >= warmup:
        angle = math.pi * (step - warmup) / (total - warmup)
        return base * (1 + math.cos(angle)) / 2
    return (step + 1) / warmup * base


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    bases = [g["lr"] for g in optimizer.param_groups]
    used = []
    for i, (x, y) in enumerate(batches):
        for g, base in zip(optimizer.param_groups, bases):
            g["lr"] = rate_at(i, base, warmup, len(batches))
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        used.append(optimizer.param_groups[0]["lr"])
    return used
