import numpy as np


def share_at(step, warmup, total):
    if warmup > 0 and step < warmup:
        return float(np.linspace(0, 1, warmup + 1)[step + 1])
    return float(0.5 + 0.5 * np.cos(np.pi * (step - warmup) / (total - warmup)))


def rate_at(step, base, warmup, total):
    return share_at(step, warmup, total) * base


def shares(warmup, total):
    step = 0
    while step != total:
        yield share_at(step, warmup, total)
        step += 1


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    highest = {id(group): group["lr"] for group in optimizer.param_groups}
    used = [0.0] * len(batches)
    for number, share in enumerate(shares(warmup, len(batches))):
        x, y = batches[number]
        loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        for group in optimizer.param_groups:
            group["lr"] = share * highest[id(group)]
        used[number] = optimizer.param_groups[0]["lr"]
        optimizer.step()
    return used
