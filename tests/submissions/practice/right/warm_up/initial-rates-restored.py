import math


def rate_at(step: int, base: float, warmup: int, total: int) -> float:
    if step >= warmup:
        angle = math.pi * (step - warmup) / (total - warmup)
        return base * (1 + math.cos(angle)) / 2
    return (step + 1) / warmup * base


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    bases = {id(g): g["lr"] for g in optimizer.param_groups}
    used = []
    for number, batch in enumerate(batches):
        out = model(batch[0])
        loss = loss_fn(out, batch[1])
        optimizer.zero_grad()
        loss.backward()
        for g in optimizer.param_groups:
            g.update(lr=rate_at(number, bases[id(g)], warmup, len(batches)))
        optimizer.step()
        used += [optimizer.param_groups[0]["lr"]]
    return used
