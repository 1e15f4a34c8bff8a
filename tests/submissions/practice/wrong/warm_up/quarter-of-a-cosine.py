# expect: quarter-of-a-cosine
# line: 12
# believes: Half a cosine is the part that falls from 1 to 0.

import math
from torch.optim.lr_scheduler import LambdaLR


def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * (step + 1) / warmup
    return base * math.cos(math.pi / 2 * (step - warmup) / (total - warmup))


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
