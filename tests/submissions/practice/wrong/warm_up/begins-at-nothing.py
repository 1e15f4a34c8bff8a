# expect: warm-up-from-zero
# line: 12
# believes: A warm-up begins at 0.
# source: https://leyaa.ai/codefly/learn/pytorch/part-2/pytorch-warmup-strategies

import math
from torch.optim.lr_scheduler import LambdaLR


def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * step / max(1, warmup)
    done = (step - warmup) / (total - warmup)
    return base * 0.5 * (1 + math.cos(math.pi * done))


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
