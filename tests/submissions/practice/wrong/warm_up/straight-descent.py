# expect: straight-descent
# line: 8
# believes: Falling is falling, so a straight line will do.

def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * (step + 1) / warmup
    return base * (total - step) / (total - warmup)


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    bases = [g["lr"] for g in optimizer.param_groups]
    rates = []
    for i, (x, y) in enumerate(batches):
        for g, base in zip(optimizer.param_groups, bases):
            g["lr"] = rate_at(i, base, warmup, len(batches))
        optimizer.zero_grad()
        loss_fn(model(x), y).backward()
        optimizer.step()
        rates.append(optimizer.param_groups[0]["lr"])
    return rates
