# expect: rate-one-step-late
# line: 24
# believes: A schedule is stepped after the step, so the rate is set there.

import math


def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * (step + 1) / warmup
    share = (step - warmup) / (total - warmup)
    return 0.5 * base * (1 + math.cos(math.pi * share))


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    bases = [group["lr"] for group in optimizer.param_groups]
    used = []
    for step, (x, y) in enumerate(batches):
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        for group, base in zip(optimizer.param_groups, bases):
            group["lr"] = rate_at(step, base, warmup, len(batches))
        used.append(optimizer.param_groups[0]["lr"])
    return used
