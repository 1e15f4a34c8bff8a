# expect: descent-ends-at-zero
# line: 12
# believes: The last step has the rate 0.

import math
from torch.optim.lr_scheduler import LambdaLR


def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * (step + 1) / warmup
    done = (step - warmup) / max(1, total - 1 - warmup)
    return base * (1 + math.cos(math.pi * done)) / 2


def train_with_schedule(model, loss_fn, optimizer, batches, warmup) -> list[float]:
    total = len(batches)
    schedule = LambdaLR(optimizer, lambda step: rate_at(step, 1.0, warmup, total) if step < total else 0)
    used = []
    for inputs, labels in batches:
        used.append(optimizer.param_groups[0]["lr"])
        loss = loss_fn(model(inputs), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return used
