# expect: clipped-one-by-one
# line: 17
# believes: clip_grad_norm_ is called for one parameter at a time.

from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad()
    n = sum(len(y) for _, y in batches)
    total = 0.0
    for x, y in batches:
        loss = loss_fn(model(x), y) * len(y) / n
        loss.backward()
        total += loss.item()
    for parameter in model.parameters():
        nn.utils.clip_grad_norm_(parameter, max_norm)
    optimizer.step()
    return total
