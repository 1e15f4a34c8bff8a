import math

from torch.optim.lr_scheduler import LRScheduler


def rate_at(step, base, warmup, total):
    rising = base * min(step + 1, warmup) / warmup if warmup else base
    if step < warmup:
        return rising
    way = (step - warmup) / (total - warmup)
    return base * math.cos(math.pi / 2 * way) ** 2


class WarmCosine(LRScheduler):
    def __init__(self, optimizer, warmup, total):
        self.warmup, self.total = warmup, total
        super().__init__(optimizer)

    def get_lr(self):
        step = min(self.last_epoch, self.total - 1)
        return [rate_at(step, base, self.warmup, self.total) for base in self.base_lrs]


def train_with_schedule(model, loss_fn, optimizer, batches, warmup):
    schedule, rates = WarmCosine(optimizer, warmup, len(batches)), []
    for images, labels in batches:
        rates.extend(schedule.get_last_lr()[:1])
        model.zero_grad()
        loss_fn(model(images), labels).backward()
        optimizer.step()
        schedule.step()
    return rates
