# expect: rate-one-step-early
# line: 22
# believes: First the schedule sets the rate, then the step is taken.
# source: https://github.com/ildoonet/pytorch-gradual-warmup-lr/pull/11

import math

from torch.optim.lr_scheduler import LambdaLR


def rate_at(step, base, warmup, total):
    if step < warmup:
        return base * (step + 1) / warmup
    return base * (1 + math.cos(math.pi * (step - warmup) / (total - warmup))) / 2


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    total = len(batches)
    scheduler = LambdaLR(optimizer, lambda n: rate_at(min(n, total - 1), 1.0, warmup, total))
    lrs = []
    for inputs, labels in batches:
        scheduler.step()
        lrs.append(scheduler.get_last_lr()[0])
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), labels)
        loss.backward()
        optimizer.step()
    return lrs
