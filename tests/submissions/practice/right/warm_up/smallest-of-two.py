import math
from torch.optim.lr_scheduler import LambdaLR


def rate_at(step, base, warmup, total):
    rising = (step + 1) / warmup if warmup else 1.0
    done = max(0, step - warmup) / max(1, total - warmup)
    falling = math.cos(math.pi * done / 2) ** 2
    return base * (rising if step < warmup else falling)


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
