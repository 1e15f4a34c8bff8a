# expect: clipped-by-value
# line: 16
# believes: clip_grad_value_ is the same with another name.

from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad()
    n = sum(len(y) for _, y in batches)
    total = 0.0
    for x, y in batches:
        loss = loss_fn(model(x), y) * len(y) / n
        loss.backward()
        total += loss.item()
    nn.utils.clip_grad_value_(model.parameters(), max_norm)
    optimizer.step()
    return total
