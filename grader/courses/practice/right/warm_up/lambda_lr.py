import math

from torch.optim.lr_scheduler import LambdaLR


def rate_at(step, base, warmup, total):
    factor = (1 + step) / warmup if step < warmup else 0.5 + 0.5 * math.cos(math.pi * (step - warmup) / (total - warmup))
    return base * factor


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    schedule = LambdaLR(optimizer, lambda step: rate_at(step, 1.0, warmup, len(batches)))
    rates = []
    for x, y in batches:
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        rates.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    return rates
