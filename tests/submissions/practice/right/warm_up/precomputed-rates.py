import math


def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * (step + 1) / warmup
    share = (step - warmup) / (total - warmup)
    return 0.5 * base * (1 + math.cos(math.pi * share))


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    n = len(batches)
    table = [[rate_at(s, g["lr"], warmup, n) for s in range(n)] for g in optimizer.param_groups]
    for s in range(n):
        for g, rates in zip(optimizer.param_groups, table):
            g["lr"] = rates[s]
        optimizer.zero_grad()
        x, y = batches[s]
        loss_fn(model(x), y).backward()
        optimizer.step()
    return table[0]
