# expect: loss-not-a-float
# line: 15 | 18
# believes: A tensor with one number is a number.

from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad()
    n = sum(len(y) for _, y in batches)
    total = 0
    for x, y in batches:
        loss = loss_fn(model(x), y) * len(y) / n
        loss.backward()
        total = total + loss.detach()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return total
