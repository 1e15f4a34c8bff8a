# expect: descent-counts-the-warm-up
# line: 11
# believes: The cosine runs over the whole training, the warm-up only covers its beginning.

from math import cos, pi


def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * (step + 1) / warmup
    progress = step / total
    return base * 0.5 * (1 + cos(pi * progress))


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    first = [group["lr"] for group in optimizer.param_groups]
    used = []
    for step, (inputs, labels) in enumerate(batches):
        for i in range(len(first)):
            optimizer.param_groups[i]["lr"] = rate_at(step, first[i], warmup, len(batches))
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), labels)
        loss.backward()
        optimizer.step()
        used.append(optimizer.param_groups[0]["lr"])
    return used
