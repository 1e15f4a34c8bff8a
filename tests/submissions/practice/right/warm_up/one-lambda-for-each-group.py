import math
from torch.optim.lr_scheduler import LambdaLR


def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * (step + 1) / warmup
    share = (step - warmup) / (total - warmup)
    return 0.5 * base * (1 + math.cos(math.pi * share))


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    total = len(batches)
    schedule = LambdaLR(optimizer, lr_lambda=[
        (lambda s: rate_at(s, 1.0, warmup, total) if s < total else 0.0) for _ in optimizer.param_groups
    ])
    used = []
    for x, y in batches:
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        used.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    return used
